using Lucene.Net.Index;

namespace OutreachPortal.Search;

/// <summary>
/// Answers two questions of someone who types: what did I mean, and how does this go on. Each answer is of the moment
/// of the last <see cref="SearchIndex.Refresh"/>. Members may be called from any thread.
/// </summary>
/// <param name="index">The index; it must be open as long as this is asked.</param>
public sealed class Suggester(SearchIndex index)
{
    readonly StoredTexts _texts = new();

    /// <summary>
    /// Looks for better words in the place of those that no document has. Words that exist are left alone, however
    /// rare; so are words with digits, fuzzy words, patterns, and scripts written without spaces.
    /// </summary>
    /// <param name="text">
    /// A query, best one that found nothing or little: the work is up to eight fuzzy looks at the words.
    /// </param>
    /// <returns>Null when nothing better is known.</returns>
    public Suggestion? Suggest(ParsedText text) => index.WithSnapshot(snapshot =>
        new WordCorrection(snapshot.Schema, snapshot.IndexReader).Correct(text.Root));

    /// <summary>Goes on with what was typed, the most frequent first, then by text.</summary>
    /// <param name="field">
    /// A text field, for whole texts such as titles and names; a facet or keyword field, for values. Any other has
    /// none.
    /// </param>
    /// <param name="prefix">What the text begins with, case and diacritics aside; an empty one gives nothing.</param>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<Completion> Complete(string field, string prefix, int most)
    {
        var folded = Folding.Neutral(prefix.TrimStart());
        return folded.Length == 0 || most <= 0 ? []
            : index.WithSnapshot(snapshot => snapshot.Schema.Find(field)?.Kind switch
            {
                FieldKind.Text => _texts.Complete(snapshot, field, folded, most),
                FieldKind.Facet => Codes(snapshot, field, folded, most),
                FieldKind.Keyword => Values(snapshot.IndexReader, field, folded, most),
                _ => [],
            });
    }

    static IReadOnlyList<Completion> Codes(Snapshot snapshot, string field, string folded, int most)
    {
        using var search = new Search(snapshot, new SearchRequest { Size = 0, Facets = [new CodeFacet(field)] });
        return StoredTexts.First(search.Answer().Facets[field].Where(count => Begins(count.Value, folded))
            .Select(count => new Completion(count.Value, (int)count.Count)), most);
    }

    // Exact values stand in the order of their code points, which says nothing of their folded form: all are looked at.
    static IReadOnlyList<Completion> Values(IndexReader reader, string field, string folded, int most)
    {
        var terms = MultiFields.GetTerms(reader, field)?.GetEnumerator();
        List<Completion> found = [];
        for (var seen = 0; seen < TermExpansion.MaxScanned && terms is not null && terms.MoveNext(); seen++)
        {
            var value = terms.Term.Utf8ToString();
            if (Begins(value, folded))
            {
                found.Add(new Completion(value, terms.DocFreq));
            }
        }

        return StoredTexts.First(found, most);
    }

    static bool Begins(string value, string folded) => Folding.Neutral(value).StartsWith(folded, StringComparison.Ordinal);
}
