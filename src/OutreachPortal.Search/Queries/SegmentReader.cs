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
        Postings(field).Add(term, 1, tally);
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
        Postings(field).Add(value, DocumentWriter.WeightUnit, tally);
        return true;
    }

    bool ReadExact(ExactText exact, SchemaField field, ImpactTally tally)
    {
        var postings = Postings(field.Name);
        foreach (var word in exact.Possible)
        {
            postings.Add(word, DocumentWriter.WeightOf(field), tally);
        }

        return true;
    }

    bool ReadWords(WordSpellings spellings, SchemaField field, ImpactTally tally)
    {
        var weight = DocumentWriter.WeightOf(field);
        var postings = Postings(field.Name);
        foreach (var form in spellings.Singles)
        {
            postings.Add(form, weight, tally);
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
        var (postings, complete) = (new PostingsOf(terms), true);
        foreach (var (term, closeness) in expansion.Found)
        {
            if (postings.Documents(term) is { } documents && (complete &= limit.TakeList(documents)))
            {
                postings.Add(Math.Max(1, (int)(weight * closeness)), tally);
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

    PostingsOf Postings(string field) => new(segment.Reader.GetTerms(field));

    /// <summary>Looks up the terms of one field, one after the other, with the same few objects of Lucene's.</summary>
    sealed class PostingsOf(Terms? terms)
    {
        readonly TermsEnum? _walk = terms?.GetEnumerator();
        DocsEnum? _documents;

        /// <summary>How many documents have a term, null for none; the next call of <c>Add</c> is about it.</summary>
        public int? Documents(BytesRef term) => _walk?.SeekExact(term) == true ? _walk.DocFreq : null;

        public void Add(string term, int weight, ImpactTally tally) => Add(new BytesRef(term), weight, tally);

        public void Add(byte[] term, int weight, ImpactTally tally) => Add(new BytesRef(term), weight, tally);

        public void Add(int weight, ImpactTally tally)
        {
            _documents = _walk!.Docs(liveDocs: null, _documents, DocsFlags.FREQS);
            while (_documents.NextDoc() != DocIdSetIterator.NO_MORE_DOCS)
            {
                tally.Add(_documents.DocID, (long)_documents.Freq * weight);
            }
        }

        void Add(BytesRef term, int weight, ImpactTally tally)
        {
            if (Documents(term) is not null)
            {
                Add(weight, tally);
            }
        }
    }
}
