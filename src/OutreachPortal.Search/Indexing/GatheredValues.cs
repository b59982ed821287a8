using Lucene.Net.Index;
using Lucene.Net.Util;

namespace OutreachPortal.Search;

/// <summary>The codes of each document of a gathering, as places in the order of all codes of the field.</summary>
sealed class OrderedCodes
{
    readonly int[] _terms;
    readonly TermBook _book;

    public OrderedCodes(FieldLog log, Gathering gathering, int[] order)
        : this(log.Sorted(gathering.Count, gathering.Terms.Count), order, gathering)
    {
    }

    public OrderedCodes(GatheredTerms terms, Gathering gathering)
        : this(terms.Places, terms.Occurring, gathering)
    {
    }

    // Terms come in their order, so each document gets its codes ascending.
    OrderedCodes(TermPlaces places, int[] order, Gathering gathering)
    {
        (_terms, _book) = (places.Occurring(order), gathering.Terms);
        Starts = new int[gathering.Count + 1];
        foreach (var place in places.Places)
        {
            Starts[place.Document + 1]++;
        }

        for (var document = 0; document < gathering.Count; document++)
        {
            Starts[document + 1] += Starts[document];
        }

        Codes = new int[places.Places.Length];
        int[] next = [.. Starts];
        for (var code = 0; code < _terms.Length; code++)
        {
            foreach (var place in places.Of(_terms[code]))
            {
                Codes[next[place.Document]++] = code;
            }
        }
    }

    public int Count => _terms.Length;

    /// <summary>Where the codes of each document begin; one more to end the last.</summary>
    public int[] Starts { get; }

    public int[] Codes { get; }

    public void Look(long code, BytesRef into)
    {
        var bytes = _book[_terms[code]];
        (into.Bytes, into.Offset, into.Length) = (bytes, 0, bytes.Length);
    }
}

/// <summary>The one code of each document: its id.</summary>
sealed class GatheredIds(OrderedCodes codes) : SortedDocValues
{
    public override int ValueCount => codes.Count;

    public override int GetOrd(int docID) => codes.Codes[codes.Starts[docID]];

    public override void LookupOrd(int ord, BytesRef result) => codes.Look(ord, result);
}

/// <summary>The codes of each document.</summary>
sealed class GatheredCodes(OrderedCodes codes) : SortedSetDocValues
{
    int _next;
    int _end;

    public override long ValueCount => codes.Count;

    public override void SetDocument(int docID) => (_next, _end) = (codes.Starts[docID], codes.Starts[docID + 1]);

    public override long NextOrd() => _next < _end ? codes.Codes[_next++] : NO_MORE_ORDS;

    public override void LookupOrd(long ord, BytesRef result) => codes.Look(ord, result);
}

/// <summary>The numbers of one field.</summary>
sealed class GatheredNumbers(Dictionary<int, long> numbers) : NumericDocValues
{
    public override long Get(int docID) => numbers.GetValueOrDefault(docID);
}

/// <summary>The records.</summary>
sealed class GatheredRecords(IReadOnlyList<byte[]> records) : BinaryDocValues
{
    public override void Get(int docID, BytesRef result) =>
        (result.Bytes, result.Offset, result.Length) = (records[docID], 0, records[docID].Length);
}

/// <summary>Which documents have a number.</summary>
sealed class WithNumber(Dictionary<int, long> numbers, int documents) : IBits
{
    public int Length => documents;

    public bool Get(int index) => numbers.ContainsKey(index);
}
