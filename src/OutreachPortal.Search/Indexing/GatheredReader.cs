using Lucene.Net.Index;
using Lucene.Net.Util;

namespace OutreachPortal.Search;

/// <summary>
/// A gathering as Lucene reads a segment: to be written to disk by the code that merges segments, or to be searched as
/// it is. The gathering may not change any more.
/// </summary>
sealed class GatheredReader : AtomicReader, IBits
{
    readonly Gathering _gathering;
    readonly GatheredFields _fields;
    readonly Dictionary<string, OrderedCodes> _codes;

    public GatheredReader(Gathering gathering)
    {
        _gathering = gathering;
        var order = gathering.Terms.Ordered();
        _fields = new GatheredFields(gathering, order);
        _codes = gathering.Codes.ToDictionary(field => field.Key, field => new OrderedCodes(field.Value, gathering, order));
        FieldInfos = new FieldInfos([.. Infos()]);
    }

    public override Fields Fields => _fields;

    public override FieldInfos FieldInfos { get; }

    public override IBits? LiveDocs => _gathering.HasDead ? this : null;

    public override int NumDocs => _gathering.Ids.Count;

    public override int MaxDoc => _gathering.Count;

    int IBits.Length => MaxDoc;

    bool IBits.Get(int index) => !_gathering.IsDead(index);

    public override NumericDocValues? GetNumericDocValues(string field) =>
        _gathering.Numbers.TryGetValue(field, out var numbers) ? new GatheredNumbers(numbers) : null;

    public override BinaryDocValues? GetBinaryDocValues(string field) => field switch
    {
        FieldNames.Record => new GatheredRecords(_gathering.Records),
        FieldNames.Texts => new GatheredRecords(_gathering.Texts),
        _ => null,
    };

    public override SortedDocValues? GetSortedDocValues(string field) =>
        field == FieldNames.Id ? new GatheredIds(new OrderedCodes(_fields.Of(FieldNames.Id)!, _gathering)) : null;

    public override SortedSetDocValues? GetSortedSetDocValues(string field) =>
        _codes.TryGetValue(field, out var codes) ? new GatheredCodes(codes) : null;

    public override IBits GetDocsWithField(string field) =>
        _gathering.Numbers.TryGetValue(field, out var numbers) ? new WithNumber(numbers, MaxDoc) : new Bits.MatchAllBits(MaxDoc);

    public override NumericDocValues? GetNormValues(string field) => null;

    public override Fields? GetTermVectors(int docID) => null;

    /// <summary>Nothing is kept in Lucene's stored fields.</summary>
    public override void Document(int docID, StoredFieldVisitor visitor)
    {
    }

    public override void CheckIntegrity()
    {
    }

    protected override void DoClose()
    {
    }

    IEnumerable<FieldInfo> Infos()
    {
        var number = 0;
        foreach (var name in _gathering.Words.Keys)
        {
            yield return Info(name, number++, IndexOptions.DOCS_AND_FREQS_AND_POSITIONS, DocValuesType.NONE);
        }

        foreach (var name in _gathering.Values.Keys)
        {
            var values = name == FieldNames.Id ? DocValuesType.SORTED : DocValuesType.NONE;
            yield return Info(name, number++, IndexOptions.DOCS_ONLY, values);
        }

        foreach (var name in _gathering.Codes.Keys)
        {
            yield return Info(name, number++, IndexOptions.NONE, DocValuesType.SORTED_SET);
        }

        foreach (var name in _gathering.Numbers.Keys)
        {
            yield return Info(name, number++, IndexOptions.NONE, DocValuesType.NUMERIC);
        }

        yield return Info(FieldNames.Record, number++, IndexOptions.NONE, DocValuesType.BINARY);
        yield return Info(FieldNames.Texts, number, IndexOptions.NONE, DocValuesType.BINARY);
    }

    static FieldInfo Info(string name, int number, IndexOptions options, DocValuesType values) =>
        new(name, options != IndexOptions.NONE, number, storeTermVector: false, omitNorms: true, storePayloads: false,
            options, values, DocValuesType.NONE, attributes: null);
}
