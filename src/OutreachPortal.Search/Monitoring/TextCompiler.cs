using System.Globalization;

namespace OutreachPortal.Search;

/// <summary>
/// Turns a parsed text into a test. Every rule here is one of <see cref="TextTranslation"/>, which says what a text
/// means.
/// </summary>
sealed class TextCompiler(FieldPlaces places, AtomTable table, IReadOnlyList<string>? defaults)
{
    readonly Dictionary<string, Atom> _drafts = [];
    readonly IReadOnlyList<SchemaField> _defaults = defaults is null
        ? [.. places.Schema.Texts]
        : [.. defaults.Select(places.Schema.Find).OfType<SchemaField>()];

    public TextTest Of(TextNode node) => node switch
    {
        AnyText => TextTest.Always,
        PresentText present => Term($"p:{present.Field}", ulong.MaxValue,
            () => [new TermForm(present.Field!, Channel.Bit(Channel.Present))]),
        BoostedText boosted => Of(boosted.Node),
        TogetherText together => Together(together.Clauses),
        EitherText either => Either(either.Clauses),
        TextLeaf leaf => Leaf(leaf, Fields(leaf)),
        _ => TextTest.Never,
    };

    TextTest Together(IReadOnlyList<TextClause> clauses)
    {
        var meaningful =
            clauses.Any(clause => clause.Part != Part.Excluded && !TextTranslation.IsStopWord(clause.Node));
        var needed = clauses.Where(clause => clause.Part == Part.Required
            || (clause.Part == Part.Plain && !(meaningful && TextTranslation.IsStopWord(clause.Node))));
        return TextTest.All([.. needed.Select(clause => Of(clause.Node)), .. Excluded(clauses)]);
    }

    TextTest Either(IReadOnlyList<TextClause> clauses)
    {
        var required = clauses.Where(clause => clause.Part == Part.Required).Select(clause => Of(clause.Node)).ToList();
        var plain = clauses.Where(clause => clause.Part == Part.Plain).Select(clause => Of(clause.Node)).ToList();
        var one = required.Count > 0 || plain.Count == 0 ? [] : new[] { TextTest.Any(plain) };
        return TextTest.All([.. required, .. one, .. Excluded(clauses)]);
    }

    IEnumerable<TextTest> Excluded(IReadOnlyList<TextClause> clauses) =>
        clauses.Where(clause => clause.Part == Part.Excluded).Select(clause => TextTest.Not(Of(clause.Node)));

    IReadOnlyList<SchemaField> Fields(TextLeaf leaf) =>
        leaf.Field is not null && places.Schema.Find(leaf.Field) is { } field ? [field] : _defaults;

    TextTest Leaf(TextLeaf leaf, IReadOnlyList<SchemaField> fields)
    {
        var texts = places.Bits(fields, FieldKind.Text);
        var values = places.Bits(fields, FieldKind.Keyword, FieldKind.Facet);
        var numbers = fields.Where(field => field.Kind == FieldKind.Number).Select(field => Number(leaf, field.Name));
        IEnumerable<TextTest> words = leaf switch
        {
            WordText word => [Words(word.Text, texts), Value(word.Text, values)],
            PhraseText phrase => [Words(phrase, texts), Value(phrase.Text, values)],
            FuzzyText fuzzy => [Fuzzy(fuzzy, texts | values)],
            WildcardText wildcard => [Wildcard(wildcard, texts | values)],
            RangeText range => [Range(range, texts | values)],
            _ => [],
        };
        return TextTest.Any([.. words, .. numbers]);
    }

    TextTest Words(string text, ulong fields) => Words(new PhraseText(null, text, 0), fields);

    TextTest Words(PhraseText phrase, ulong fields)
    {
        var tokens = WordReader.Read(phrase.Text).Where(token => token.Asked).ToList();
        if (tokens.Count == 0 || fields == 0)
        {
            return TextTest.Never;
        }

        List<TermAtom> words = [.. tokens.Select(token => Word(token.In(phrase.Text), fields))];
        if (words.Count == 1)
        {
            return words[0];
        }

        var positions = tokens.Select(token => token.Position - tokens[0].Position).ToList();
        var placed = words.Index().Select(pair => $"{positions[pair.Index]}{pair.Item.Key}");
        var key = $"{fields:x}:{string.Join(' ', placed)}";
        return phrase.Slop == 0
            ? Atom("r" + key, name => new RunAtom(name, words, positions))
            : Atom($"n{phrase.Slop}:{key}", name => new NearAtom(name, words, phrase, Names(fields)));
    }

    List<string> Names(ulong fields) =>
        [.. places.Schema.Texts.Select(field => field.Name).Where(name => (fields >> places[name] & 1) != 0)];

    TermAtom Word(string token, ulong fields) => Term($"w{fields:x}:{token}", fields, () => Forms(token));

    static List<TermForm> Forms(string token)
    {
        var channels = Language.All.Select(language => (Term: language.Stem(token), Channel: Channel.Of(language)))
            .Append((Term: Folding.Neutral(token), Channel: Channel.Neutral));
        return [.. channels.Where(pair => pair.Term is not null).GroupBy(pair => pair.Term!, pair => pair.Channel)
            .Select(group => new TermForm(group.Key, (ushort)group.Sum(channel => Channel.Bit(channel))))];
    }

    TextTest Value(string text, ulong fields)
    {
        var folded = Folding.Neutral(TextCut.First(text, IndexDocument.MaxValueLength));
        return fields == 0 ? TextTest.Never
            : Term($"v{fields:x}:{folded}", fields, () => [new TermForm(folded, Channel.Bit(Channel.Typed))]);
    }

    TextTest Fuzzy(FuzzyText fuzzy, ulong fields)
    {
        var word = Folding.Neutral(TextCut.First(fuzzy.Text, Token.MaxLength));
        if (fuzzy.Edits > 0 && word.Length is > 1 and <= TermExpansion.MaxFuzzyLength)
        {
            return Scan($"f{fields:x}:{fuzzy.Edits}:{word}", fields, RefusalKind.FuzzyAlone,
                new NearWord(word, fuzzy.Edits).Is);
        }

        var channels = (ushort)(Channel.Bit(Channel.Neutral) | Channel.Bit(Channel.Typed));
        return fields == 0 ? TextTest.Never : Term($"x{fields:x}:{word}", fields, () => [new TermForm(word, channels)]);
    }

    TextTest Wildcard(WildcardText wildcard, ulong fields)
    {
        var pattern = Folding.Neutral(wildcard.Pattern);
        var glob = new Glob(pattern);
        var key = $"g{fields:x}:{pattern}";
        return fields == 0 ? TextTest.Never
            : glob.Prefix.Length == 0 ? Scan(key, fields, RefusalKind.LeadingWildcard, glob.Matches)
            : Atom(key, name => new GlobAtom(name, fields, glob));
    }

    TextTest Range(RangeText range, ulong fields)
    {
        var from = Folding.Neutral(range.From ?? "");
        var until = range.Until is null ? null : Folding.Neutral(range.Until);
        return Scan($"b{fields:x}:{range with { Field = null }}", fields, RefusalKind.RangeAlone, term =>
            CodePoints.Compare(term, from) >= (range.WithFrom ? 0 : 1)
            && (until is null || CodePoints.Compare(term, until) <= (range.WithUntil ? 0 : -1)));
    }

    TextTest Number(TextLeaf leaf, string field)
    {
        var ends = leaf switch
        {
            WordText word when Read(word.Text) is { } number => (From: number, Until: number),
            PhraseText phrase when Read(phrase.Text) is { } number => (From: number, Until: number),
            RangeText range => Ends(range),
            _ => null as (long From, long Until)?,
        };
        return ends is not { } known || known.From > known.Until ? TextTest.Never
            : Atom($"i{field}:{known.From}:{known.Until}", key => new NumberAtom(key, field, known.From, known.Until));
    }

    static (long From, long Until)? Ends(RangeText range)
    {
        var from = range.From is null ? long.MinValue : Read(range.From);
        var until = range.Until is null ? long.MaxValue : Read(range.Until);
        if (from is not { } first || until is not { } last)
        {
            return null;
        }

        var pastEnd = (range.From is not null && !range.WithFrom && first == long.MaxValue)
            || (range.Until is not null && !range.WithUntil && last == long.MinValue);
        return pastEnd ? null
            : (first + (range.From is null || range.WithFrom ? 0 : 1),
                last - (range.Until is null || range.WithUntil ? 0 : 1));
    }

    static long? Read(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
            : null;

    TextTest Scan(string key, ulong fields, RefusalKind costly, Func<string, bool> passes) =>
        fields == 0 ? TextTest.Never : Atom(key, name => new ScanAtom(name, fields, costly, passes));

    TermAtom Term(string key, ulong fields, Func<IReadOnlyList<TermForm>> forms) =>
        (TermAtom)Atom(key, name => new TermAtom(name, fields, forms()));

    Atom Atom(string key, Func<string, Atom> make)
    {
        var known = table.Find(key) ?? _drafts.GetValueOrDefault(key);
        return known ?? (_drafts[key] = make(key));
    }
}
