using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace OutreachPortal.Search;

/// <summary>
/// Reads from a segment of Lucene's the documents of what a person typed. It is asked once; the answer is kept.
/// </summary>
sealed class SegmentReader(SegmentView segment, Snapshot snapshot, WorkLimit limit)
{
    public KeptSet Read(TextLeaf leaf, IReadOnlyList<SchemaField> fields)
    {
        using var tally = new ImpactTally(segment.Core.MaxDoc);
        var complete = true;
        foreach (var field in fields)
        {
            complete &= field.Kind switch
            {
                FieldKind.Text => ReadText(leaf, field, tally),
                FieldKind.Keyword or FieldKind.Facet => ReadTyped(leaf, field, tally),
                FieldKind.Number => ReadNumbers(leaf, field, tally),
                _ => true,
            };
            tally.EndField();
        }

        return tally.Result(segment.Core.Lengths, snapshot.AverageLength, complete);
    }

    /// <summary>The documents that hold a term of a field, as it stands.</summary>
    public KeptSet ReadTerm(string field, string term)
    {
        using var tally = new ImpactTally(segment.Core.MaxDoc);
        AddTerm(field, new BytesRef(term), 1, tally);
        tally.EndField();
        return tally.Result(segment.Core.Lengths, snapshot.AverageLength, isComplete: true) with { Impacts = null };
    }

    /// <summary>The documents that hold a term of a field which the pattern describes.</summary>
    public KeptSet ReadLike(string field, WordPattern pattern)
    {
        using var tally = new ImpactTally(segment.Core.MaxDoc);
        var complete = true;
        if (segment.Reader.GetTerms(field) is { } terms)
        {
            var expansion = new TermExpansion(terms, limit);
            complete = expansion.Like(pattern) & AddFound(expansion, terms, 1, tally);
        }

        tally.EndField();
        return tally.Result(segment.Core.Lengths, snapshot.AverageLength, complete) with { Impacts = null };
    }

    bool ReadText(TextLeaf leaf, SchemaField field, ImpactTally tally) => leaf switch
    {
        WordText word => ReadWords(snapshot.SpellingsOf(word.Text, 0), field, tally),
        PhraseText phrase => ReadWords(snapshot.SpellingsOf(phrase.Text, phrase.Slop), field, tally),
        ExactText exact => ReadExact(exact, field, tally),
        _ => ReadPattern(leaf, field.Name, DocumentWriter.WeightOf(field), tally),
    };

    bool ReadTyped(TextLeaf leaf, SchemaField field, ImpactTally tally)
    {
        var name = FieldNames.Typed(field.Name);
        if ((leaf as WordText)?.Text is { } word)
        {
            return ReadValue(name, word, tally);
        }

        return (leaf as PhraseText)?.Text is { } phrase
            ? ReadValue(name, phrase, tally)
            : ReadPattern(leaf, name, DocumentWriter.WeightUnit, tally);
    }

    bool ReadValue(string field, string text, ImpactTally tally)
    {
        var value = Folding.Neutral(TextCut.First(text, IndexDocument.MaxValueLength));
        AddTerm(field, new BytesRef(value), DocumentWriter.WeightUnit, tally);
        return true;
    }

    bool ReadExact(ExactText exact, SchemaField field, ImpactTally tally)
    {
        foreach (var word in exact.Possible)
        {
            AddTerm(field.Name, new BytesRef(word), DocumentWriter.WeightOf(field), tally);
        }

        return true;
    }

    bool ReadWords(WordSpellings spellings, SchemaField field, ImpactTally tally)
    {
        var weight = DocumentWriter.WeightOf(field);
        foreach (var form in spellings.Singles)
        {
            AddTerm(field.Name, new BytesRef(form), weight, tally);
        }

        foreach (var phrase in spellings.Phrases(field.Name))
        {
            var scorer = snapshot.Searcher.CreateNormalizedWeight(phrase).GetScorer(segment.Context, acceptDocs: null);
            while (scorer is not null && scorer.NextDoc() != DocIdSetIterator.NO_MORE_DOCS)
            {
                tally.Add(scorer.DocID, (long)scorer.Freq * weight);
            }
        }

        return true;
    }

    bool ReadPattern(TextLeaf leaf, string field, int weight, ImpactTally tally)
    {
        if (segment.Reader.GetTerms(field) is not { } terms)
        {
            return true;
        }

        var expansion = new TermExpansion(terms, limit);
        var complete = leaf switch
        {
            FuzzyText fuzzy => expansion.Fuzzy(fuzzy),
            WildcardText wildcard => expansion.Wildcard(wildcard.Pattern),
            RangeText range => expansion.Range(range),
            _ => true,
        };
        return complete & AddFound(expansion, terms, weight, tally);
    }

    // False when the lists of the words are longer together than what one search may read.
    bool AddFound(TermExpansion expansion, Terms terms, int weight, ImpactTally tally)
    {
        var (words, complete) = (terms.GetEnumerator(), true);
        DocsEnum? documents = null;
        foreach (var (term, closeness) in expansion.Found)
        {
            if (words.SeekExact(term) && (complete &= limit.TakeList(words.DocFreq)))
            {
                documents = words.Docs(liveDocs: null, documents, DocsFlags.FREQS);
                Add(documents, Math.Max(1, (int)(weight * closeness)), tally);
            }
        }

        return complete;
    }

    bool ReadNumbers(TextLeaf leaf, SchemaField field, ImpactTally tally)
    {
        if (segment.Core.Number(field.Name) is not { } column || NumberRange.Of(leaf) is not var (from, until))
        {
            return true;
        }

        var end = until is { } last ? column.Place(last) : int.MaxValue;
        using var scratch = new Scratch();
        var algebra = new SetAlgebra(segment.Core.MaxDoc, scratch);
        var set = algebra.Listed(column.Between(from is { } first ? column.Place(first) : 0, Math.Min(end, column.Ascending.Order.Length)));
        foreach (var document in set.List.AsSpan(0, set.Count))
        {
            tally.Add(document, DocumentWriter.WeightUnit);
        }

        return true;
    }

    void AddTerm(string field, BytesRef term, int weight, ImpactTally tally)
    {
        var terms = segment.Reader.GetTerms(field)?.GetEnumerator();
        if (terms is null || !terms.SeekExact(term))
        {
            return;
        }

        Add(terms.Docs(liveDocs: null, reuse: null, DocsFlags.FREQS), weight, tally);
    }

    static void Add(DocsEnum documents, int weight, ImpactTally tally)
    {
        while (documents.NextDoc() != DocIdSetIterator.NO_MORE_DOCS)
        {
            tally.Add(documents.DocID, (long)documents.Freq * weight);
        }
    }
}
