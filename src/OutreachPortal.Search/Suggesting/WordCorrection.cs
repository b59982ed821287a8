using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace OutreachPortal.Search;

/// <summary>Finds for words that no document has the nearest that some have.</summary>
sealed class WordCorrection(IndexSchema schema, IndexReader reader)
{
    /// <summary>Words of one query that are looked at.</summary>
    public const int MaxWords = 8;

    // Shorter words are near to too many.
    const int MinLength = 3;
    const int MaxEdits = 2;

    // Terms looked at for one word in one field.
    const int MaxNear = 1000;

    readonly List<BetterWord> _better = [];
    int _looked;

    public Suggestion? Correct(TextNode root)
    {
        var corrected = Of(root);
        return _better.Count == 0 ? null : new Suggestion(corrected.ToString(), _better);
    }

    TextNode Of(TextNode node) => node switch
    {
        WordText word when InText(word.Field) => word with { Text = Better(word.Text) },
        PhraseText phrase when InText(phrase.Field) =>
            phrase with { Text = string.Join(' ', phrase.Text.Split(' ').Select(Better)) },
        BoostedText boosted => boosted with { Node = Of(boosted.Node) },
        TogetherText together => new TogetherText(Of(together.Clauses)),
        EitherText either => new EitherText(Of(either.Clauses)),
        _ => node,
    };

    // What is excluded was not found, which is what was wanted.
    List<TextClause> Of(IReadOnlyList<TextClause> clauses) =>
        [.. clauses.Select(clause => clause.Part == Part.Excluded ? clause : clause with { Node = Of(clause.Node) })];

    bool InText(string? field) => field is null || schema.Find(field)?.Kind == FieldKind.Text;

    string Better(string typed)
    {
        var tokens = WordReader.Read(typed);
        var plain = tokens.Count == 1 && tokens[0].Kind == TokenKind.Part && tokens[0].Length == typed.Length;
        var word = Folding.Neutral(typed);
        if (!plain || word.Length is < MinLength or > TermExpansion.MaxFuzzyLength || word.Any(char.IsDigit)
            || Exists(typed, word)
            || ++_looked > MaxWords)
        {
            return typed;
        }

        var near = schema.Texts.SelectMany(field => Near(field.Name, word)).GroupBy(term => term.Text)
            .Select(group => (Text: group.Key, Documents: group.Max(term => term.Documents))).ToList();
        if (near.Count == 0)
        {
            return typed;
        }

        var best = near.OrderByDescending(term => Worth(word, term.Text, term.Documents))
            .ThenBy(term => term.Text, StringComparer.Ordinal)
            .First();
        _better.Add(new BetterWord(typed, best.Text, best.Documents));
        return best.Text;
    }

    bool Exists(string typed, string word) => schema.Texts.Any(field => Has(field.Name, word)
        || Language.All.Any(language =>
            WordSpellings.InLanguage(typed, language) is { Length: > 0 } stem && Has(field.Name, stem)));

    bool Has(string field, string term) => reader.DocFreq(new Term(field, term)) > 0;

    // With the same first letter when there is any such word: that letter is rarely wrong.
    List<(string Text, int Documents)> Near(string field, string word)
    {
        var near = Near(field, word, sameLetters: 1);
        return near.Count > 0 || word.Length <= MinLength ? near : Near(field, word, sameLetters: 0);
    }

    List<(string Text, int Documents)> Near(string field, string word, int sameLetters)
    {
        List<(string Text, int Documents)> near = [];
        var edits = word.Length <= MinLength + 1 ? 1 : MaxEdits;
        if (MultiFields.GetTerms(reader, field) is not { } terms)
        {
            return near;
        }

        var found = new FuzzyTermsEnum(terms, new AttributeSource(), new Term(field, word), edits, sameLetters,
            transpositions: true);
        for (var looked = 0; looked < MaxNear && found.MoveNext(); looked++)
        {
            var term = found.Term.Utf8ToString();
            if (term[0] >= ' ')
            {
                near.Add((term, found.DocFreq));
            }
        }

        return near;
    }

    // An edit must be worth ten times the documents, another first letter three times.
    static double Worth(string word, string other, int documents)
    {
        var edits = NearWord.Distance(CodePoints.Of(word), CodePoints.Of(other));
        return Math.Log10(documents) - edits - (other.StartsWith(word[..1], StringComparison.Ordinal) ? 0 : 0.5);
    }
}
