using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace OutreachPortal.Search;

/// <summary>
/// The terms of each field of a gathering, as Lucene walks them. A field is sorted when it is asked for.
/// </summary>
sealed class GatheredFields(Gathering gathering, int[] order) : Fields
{
    readonly Dictionary<string, GatheredTerms> _terms = [];

    public override int Count => gathering.Words.Count + gathering.Values.Count;

    public override IEnumerator<string> GetEnumerator() =>
        gathering.Words.Keys.Concat(gathering.Values.Keys).Order(StringComparer.Ordinal).GetEnumerator();

    public override Terms? GetTerms(string field) => Of(field);

    public GatheredTerms? Of(string field)
    {
        if (!_terms.TryGetValue(field, out var terms)
            && (gathering.Words.GetValueOrDefault(field) ?? gathering.Values.GetValueOrDefault(field)) is { } log)
        {
            var sorted = log.Sorted(gathering.Count, gathering.Terms.Count);
            terms = _terms[field] = new GatheredTerms(sorted, gathering.Terms, order, gathering.Words.ContainsKey(field));
        }

        return terms;
    }
}

/// <summary>The terms of one field.</summary>
sealed class GatheredTerms(TermPlaces places, TermBook book, int[] order, bool isText) : Terms
{
    /// <summary>The terms that occur, in their order.</summary>
    public int[] Occurring { get; } = places.Occurring(order);

    public TermPlaces Places => places;

    public override IComparer<BytesRef> Comparer => BytesRef.UTF8SortedAsUnicodeComparer;

    public override long Count => Occurring.Length;

    /// <summary>Not known; Lucene does without.</summary>
    public override long SumTotalTermFreq => -1;

    public override long SumDocFreq => -1;

    public override int DocCount => -1;

    public override bool HasFreqs => isText;

    public override bool HasOffsets => false;

    public override bool HasPositions => isText;

    public override bool HasPayloads => false;

    public override TermsEnum GetEnumerator() => new Walk(this, book);

    sealed class Walk(GatheredTerms terms, TermBook book) : TermsEnum
    {
        readonly BytesRef _term = new();
        int _at = -1;

        public override IComparer<BytesRef> Comparer => terms.Comparer;

        public override BytesRef Term => _term;

        public override long Ord => _at;

        public override int DocFreq
        {
            get
            {
                var (documents, last) = (0, -1);
                foreach (var place in terms.Places.Of(terms.Occurring[_at]))
                {
                    (documents, last) = (place.Document == last ? documents : documents + 1, place.Document);
                }

                return documents;
            }
        }

        public override long TotalTermFreq => terms.HasFreqs ? terms.Places.Of(terms.Occurring[_at]).Length : -1;

        public override bool MoveNext()
        {
            if (_at + 1 >= terms.Occurring.Length)
            {
                return false;
            }

            SeekExact(_at + 1L);
            return true;
        }

        [Obsolete("Lucene.Net walks with MoveNext.")]
        public override BytesRef? Next() => MoveNext() ? _term : null;

        public override SeekStatus SeekCeil(BytesRef text)
        {
            var wanted = text.Bytes.AsSpan(text.Offset, text.Length);
            int low = 0, high = terms.Occurring.Length;
            while (low < high)
            {
                var middle = (low + high) >>> 1;
                _ = BytesOf(middle).AsSpan().SequenceCompareTo(wanted) < 0 ? low = middle + 1 : high = middle;
            }

            if (low == terms.Occurring.Length)
            {
                return SeekStatus.END;
            }

            SeekExact((long)low);
            return BytesOf(low).AsSpan().SequenceEqual(wanted) ? SeekStatus.FOUND : SeekStatus.NOT_FOUND;
        }

        public override void SeekExact(long ord)
        {
            _at = (int)ord;
            var bytes = BytesOf(_at);
            (_term.Bytes, _term.Offset, _term.Length) = (bytes, 0, bytes.Length);
        }

        public override DocsEnum Docs(IBits? liveDocs, DocsEnum? reuse, DocsFlags flags) => Postings(liveDocs, reuse);

        public override DocsAndPositionsEnum? DocsAndPositions(
            IBits? liveDocs, DocsAndPositionsEnum? reuse, DocsAndPositionsFlags flags) =>
            terms.HasPositions ? Postings(liveDocs, reuse) : null;

        byte[] BytesOf(int place) => book[terms.Occurring[place]];

        GatheredPostings Postings(IBits? live, DocsEnum? reuse)
        {
            var (starts, term) = (terms.Places.Starts, terms.Occurring[_at]);
            var postings = reuse as GatheredPostings ?? new GatheredPostings();
            postings.Begin(terms.Places.Places, starts[term], starts[term + 1], live);
            return postings;
        }
    }
}

/// <summary>The documents of one term, and where it stands in each.</summary>
sealed class GatheredPostings : DocsAndPositionsEnum
{
    Occurrence[] _places = [];
    IBits? _live;
    int _document;
    int _from;
    int _until;
    int _end;
    int _next;

    public override int DocID => _document;

    public override int Freq => _until - _from;

    public override int StartOffset => -1;

    public override int EndOffset => -1;

    public void Begin(Occurrence[] places, int from, int end, IBits? live) =>
        (_places, _from, _until, _end, _live, _document) = (places, from, from, end, live, -1);

    public override int NextDoc()
    {
        do
        {
            if (_until == _end)
            {
                return _document = NO_MORE_DOCS;
            }

            (_document, _from, _next) = (_places[_until].Document, _until, _until);
            while (_until < _end && _places[_until].Document == _document)
            {
                _until++;
            }
        }
        while (_live?.Get(_document) == false);

        return _document;
    }

    public override int Advance(int target)
    {
        while (_document < target)
        {
            NextDoc();
        }

        return _document;
    }

    public override long GetCost() => _end - _from;

    public override int NextPosition() => _places[_next++].Position;

    public override BytesRef? GetPayload() => null;
}
