using Lucene.Net.Index;
using Lucene.Net.Search;
using LuceneQuery = Lucene.Net.Search.Query;

namespace OutreachPortal.Search;

/// <summary>
/// A word or phrase in one text field: in its neutral form, and as each language would have it. What is one word to a
/// person and several to the index (a reference, a run of Han characters) is a phrase of them.
/// </summary>
sealed class WordQueries
{
    readonly Dictionary<(string Language, string Term), string?> _stems = [];

    public IEnumerable<LuceneQuery> Of(string text, string field, int slop)
    {
        List<(string Term, int Position)> words =
            [.. WordReader.Read(text).Where(token => token.Asked).Select(token => (token.In(text), token.Position))];
        yield return Together(field, slop, [.. words.Select(word => (Folding.Neutral(word.Term), word.Position))]);
        foreach (var language in Language.All)
        {
            var stems = words.Select(word => (Term: Stem(language, word.Term), word.Position));
            yield return Together(FieldNames.In(field, language.Code), slop,
                [.. stems.Where(stem => stem.Term is not null).Select(stem => (stem.Term!, stem.Position))]);
        }
    }

    static LuceneQuery Together(string field, int slop, IReadOnlyList<(string Term, int Position)> words)
    {
        if (words.Count == 0)
        {
            return QueryTranslation.Nothing();
        }

        if (words.Count == 1)
        {
            return new TermQuery(new Term(field, words[0].Term));
        }

        var phrase = new PhraseQuery { Slop = slop };
        foreach (var (term, position) in words)
        {
            phrase.Add(new Term(field, term), position - words[0].Position);
        }

        return phrase;
    }

    string? Stem(Language language, string term)
    {
        if (!_stems.TryGetValue((language.Code, term), out var stem))
        {
            stem = _stems[(language.Code, term)] = language.Stem(term);
        }

        return stem;
    }
}
