using System.Text;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace OutreachPortal.Search;

/// <summary>
/// A word or phrase as the index may hold it: in its neutral form, and as each language would have it. What is one word
/// to a person and several to the index (a reference, a run of Han characters) is a phrase of them.
/// </summary>
sealed class WordSpellings
{
    readonly List<(string Term, int Position)[]> _forms = [];

    public WordSpellings(string text, int slop)
    {
        Slop = slop;
        List<(string Term, int Position)> words =
            [.. WordReader.Read(text).Where(token => token.Asked).Select(token => (token.In(text), token.Position))];
        Add([.. words.Select(word => (Folding.Neutral(word.Term), word.Position))]);
        if (!words.Exists(word => Language.HasStems(word.Term)))
        {
            return;
        }

        foreach (var language in Language.All)
        {
            Add([.. words.Select(word => (Term: InLanguage(word.Term, language)!, word.Position)).Where(word => word.Term is not null)]);
        }
    }

    public int Slop { get; }

    /// <summary>Each form: its words as the index holds them, and their places.</summary>
    public IReadOnlyList<(string Term, int Position)[]> Forms => _forms;

    /// <summary>The forms that are one word, as the index holds them.</summary>
    public IEnumerable<byte[]> Singles => _forms.Where(form => form.Length == 1).Select(form => Encoding.UTF8.GetBytes(form[0].Term));

    /// <summary>The forms that are several words, as phrases in a field.</summary>
    public IEnumerable<PhraseQuery> Phrases(string field)
    {
        foreach (var form in _forms.Where(form => form.Length > 1))
        {
            var phrase = new PhraseQuery { Slop = Slop };
            foreach (var (term, position) in form)
            {
                phrase.Add(new Term(field, term), position - form[0].Position);
            }

            yield return phrase;
        }
    }

    /// <summary>
    /// The word as a language has it in the index, null for a stop word. Codes and signs have no stems: they stand in
    /// every language as they are written.
    /// </summary>
    public static string? InLanguage(string word, Language language) => language.Stem(word) is not { } stem ? null
        : Language.HasStems(word) ? language.Mark + stem : stem;

    void Add((string Term, int Position)[] form)
    {
        if (form.Length > 0 && form.All(word => word.Term.Length > 0) && !_forms.Exists(known => known.SequenceEqual(form)))
        {
            _forms.Add(form);
        }
    }
}
