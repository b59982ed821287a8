using System.Globalization;
using System.Text;

namespace OutreachPortal.Search;

/// <summary>What a character is to <see cref="WordReader"/>; one look into a table decides.</summary>
[Flags]
enum CharacterClass : byte
{
    None = 0,

    /// <summary>A letter or number.</summary>
    Word = 1,

    /// <summary>A mark or joiner: it continues a word but never begins one.</summary>
    Continuing = 2,

    /// <summary>A letter of a script written without spaces.</summary>
    Unspaced = 4,

    /// <summary>A sign that may join two words, or belong to the word before it.</summary>
    Joint = 8,

    /// <summary>Half of a character; the table cannot tell.</summary>
    Surrogate = 16,
}

/// <summary>The class of every UTF-16 unit, computed once.</summary>
static class CharacterClasses
{
    static readonly CharacterClass[] Table =
        [.. Enumerable.Range(0, char.MaxValue + 1).Select(unit => Compute((char)unit))];

    /// <summary>The class of a unit that is a character by itself.</summary>
    public static CharacterClass Of(char unit) => Table[unit];

    /// <summary>The class of the character that begins at a place.</summary>
    public static CharacterClass At(string text, int at)
    {
        var simple = Table[text[at]];
        return simple != CharacterClass.Surrogate ? simple
            : Rune.TryGetRuneAt(text, at, out var rune)
                ? Of(Rune.GetUnicodeCategory(rune))
                    | (rune.Value is >= 0x20000 and <= 0x3ffff ? CharacterClass.Unspaced : CharacterClass.None)
            : CharacterClass.None;
    }

    static CharacterClass Compute(char unit) => char.IsSurrogate(unit) ? CharacterClass.Surrogate
        : Of(char.GetUnicodeCategory(unit)) | (IsUnspaced(unit) ? CharacterClass.Unspaced : CharacterClass.None)
            | (IsJoint(unit) ? CharacterClass.Joint : CharacterClass.None);

    static CharacterClass Of(UnicodeCategory category) => category switch
    {
        <= UnicodeCategory.OtherLetter => CharacterClass.Word,
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber =>
            CharacterClass.Word,
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.Format =>
            CharacterClass.Continuing,
        _ => CharacterClass.None,
    };

    static bool IsUnspaced(char unit) => unit is (>= '\u3400' and <= '\u4dbf') or (>= '\u4e00' and <= '\u9fff')
        or (>= '\uf900' and <= '\ufaff') or (>= '\u3041' and <= '\u30ff') or '\u3005' or '\u3007';

    static bool IsJoint(char unit) => unit is ',' or '/' or '-' or '_' or '.' or '@' or ':' or '&' or '+' or '=' or '?' or '%' or '#'
        or '\u2010' or '\u2011' or '\'' or '\u2019' or '\u02bc';
}
