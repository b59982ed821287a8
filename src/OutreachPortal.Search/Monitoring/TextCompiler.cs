namespace OutreachPortal.Search;

/// <summary>
/// Turns a parsed text into a test. Every rule here is one of <see cref="TextPlan"/>, which says what a text means.
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
        PresentText present => Term($"p:{present.Field}", ulong.MaxValue, Channel.Bit(Channel.Present), present.Field!),
        BoostedText boosted => Of(boosted.Node),
        RunText run => Of(run.Spread),
        TogetherText together => Together(together.Clauses),
        EitherText either => Either(either.Clauses),
        TextLeaf leaf => Leaf(leaf, Fields(leaf)),
        _ => TextTest.Never,
    };

    TextTest Together(IReadOnlyList<TextClause> clauses)
    {
        var meaningful = clauses.Any(clause => clause.Part != Part.Excluded && !TextPlan.IsStopWord(clause.Node));
        var needed = clauses.Where(clause => clause.Part == Part.Required
            || (clause.Part == Part.Plain && !(meaningful && TextPlan.IsStopWord(clause.Node))));
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
            ExactText exact => exact.Possible.Select(word => Exactly(word, texts)),
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

        var spellings = new WordSpellings(phrase.Text, phrase.Slop);
        var positions = tokens.Select(token => token.Position - tokens[0].Position).ToList();
        var placed = words.Index().Select(pair => $"{positions[pair.Index]}{pair.Item.Key}");
        var key = $"{fields:x}:{string.Join(' ', placed)}";
        return phrase.Slop == 0
            ? Atom("r" + key, name => new RunAtom(name, words, spellings.Forms))
            : Atom($"n{phrase.Slop}:{key}", name => new NearAtom(name, words, spellings, Names(fields)));
    }

    List<string> Names(ulong fields) =>
        [.. places.Schema.Texts.Select(field => field.Name).Where(name => (fields >> places[name] & 1) != 0)];

    // A word that is common in some language is missing from the phrases of that language.
    TermAtom Word(string token, ulong fields) => (TermAtom)Atom($"w{fields:x}:{token}", name =>
    {
        var neutral = Folding.Neutral(token);
        List<string?> stems = [.. Language.All.Select(language => WordSpellings.InLanguage(token, language))];
        var forms = (Language.HasStems(token) ? stems : []).Append(neutral).OfType<string>()
            .Where(form => form.Length > 0);
        var needed = neutral.Length > 0 && !stems.Contains(null);
        return new TermAtom(name, fields, Channel.Bit(Channel.Words), [.. forms.Distinct()], needed);
    });

    TextTest Exactly(string word, ulong fields) =>
        fields == 0 ? TextTest.Never : Term($"e{fields:x}:{word}", fields, Channel.Bit(Channel.Words), word);

    TextTest Value(string text, ulong fields)
    {
        var folded = Folding.Neutral(TextCut.First(text, IndexDocument.MaxValueLength));
        return fields == 0 ? TextTest.Never : Term($"v{fields:x}:{folded}", fields, Channel.Bit(Channel.Typed), folded);
    }

    TextTest Fuzzy(FuzzyText fuzzy, ulong fields)
    {
        const byte Channels = 1 << Channel.Words | 1 << Channel.Typed;
        var word = Folding.Neutral(TextCut.First(fuzzy.Text, Token.MaxLength));
        if (fields == 0 || (word.Length > 0 && word[0] < ' '))
        {
            return TextTest.Never;
        }

        return fuzzy.Edits > 0 && word.Length is > 1 and <= TermExpansion.MaxFuzzyLength
            ? Scan($"f{fields:x}:{fuzzy.Edits}:{word}", fields, RefusalKind.FuzzyAlone,
                new NearWord(word, fuzzy.Edits).Is)
            : Term($"x{fields:x}:{word}", fields, Channels, word);
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

    TextTest Number(TextLeaf leaf, string field) => NumberRange.Of(leaf) is not var (from, until) ? TextTest.Never
        : Atom($"i{field}:{from}:{until}", key => new NumberAtom(key, field, from, until));

    TextTest Scan(string key, ulong fields, RefusalKind costly, Func<string, bool> passes) =>
        fields == 0 ? TextTest.Never : Atom(key, name => new ScanAtom(name, fields, costly, passes));

    Atom Term(string key, ulong fields, byte channels, string form) =>
        Atom(key, name => new TermAtom(name, fields, channels, [form], needed: true));

    Atom Atom(string key, Func<string, Atom> make)
    {
        var known = table.Find(key) ?? _drafts.GetValueOrDefault(key);
        return known ?? (_drafts[key] = make(key));
    }
}
