using OutreachPortal.Search;

namespace OutreachPortal.Benchmarks.Fuzz;

/// <summary>Throws texts at an index, a monitor and the query forms of programs.</summary>
sealed class FuzzRun(SearchIndex index, int seed) : IDisposable
{
    const int ReportEvery = 100_000;
    const int StoredQueries = 2_000;
    const int MatchEvery = 50; // of the texts that are stored
    const int Shown = 20;

    static readonly string[] Programs =
    [
        """{"query":{"bool":{"must":[{"match":{"title":"@"}}],"should":[{"fuzzy":{"title":"@"}}]}},"size":1}""",
        """{"query":{"query_string":{"query":"@","default_operator":"and"}},"size":10,"sort":{"year":"desc"}}""",
        """{"query":{"simple_query_string":{"query":"@","fields":["title","mark"]}}}""",
        """{"query":{"regexp":{"title":"@"}},"sort":"year"}""",
        """{"query":{"range":{"year":{"gte":"@","lt":"2026-11-22"}}}}""",
        """{"query":{"terms":{"topic":["@","a"]}}}""",
        """{"query":{"match_phrase":{"summary":{"query":"@","slop":3}}}}""",
        """{"query":{"wildcard":{"mark":"@"}}}""",
    ];

    readonly QueryMonitor _monitor = new(FuzzShelf.Schema);
    readonly FuzzTimes _times = new();
    readonly FuzzTexts _texts = new(new Random(seed));
    readonly IndexDocument _notice = FuzzShelf.Document(new Random(seed), 1);
    readonly Random _random = new(~seed);
    int _stored;
    int _unlike;
    int _thrown;

    /// <summary>Reads so many texts, and searches for and stores one in so many.</summary>
    public void Throw(int count, int searchEvery, int storeEvery)
    {
        for (var i = 1; i <= count; i++)
        {
            ThrowOne(_texts.Next(), i % searchEvery == 0, i % storeEvery == 0);
            if (i % ReportEvery == 0 || i == count)
            {
                Console.WriteLine(_times.Report(i) + $"\n  {_thrown} exceptions, {_unlike} read otherwise the second time");
            }
        }
    }

    void ThrowOne(string text, bool search, bool store)
    {
        try
        {
            var read = Read(text);
            _ = store ? Store(text, read) : 0;
            _ = store ? Ask(text, search) : 0;
            _ = search ? _times.Take("search", text, () => Search(read)) : 0;
        }
        catch (Exception error)
        {
            _thrown++;
            Console.WriteLine(error);
        }
    }

    int Search(ParsedText text) => index.Search(new SearchRequest { Query = new TextQuery(text), Size = 10 }).Hits.Count;

    /// <summary>Searches for texts that were made to be hard, each of which no search has met before.</summary>
    public void ThrowHard()
    {
        var times = new FuzzTimes();
        foreach (var (name, text) in HardTexts.All)
        {
            var read = QueryText.Parse(text, FuzzShelf.Options);
            times.Take(name, text, () => Search(read));
        }

        Console.WriteLine(times.Report(0));
    }

    public void Dispose() => _monitor.Dispose();

    // What was read is printed and read again: the second reading must come to the same query.
    ParsedText Read(string text)
    {
        var read = _times.Take("read", text, () => QueryText.Parse(text, FuzzShelf.Options));
        var again = QueryText.Parse(read.ToString(), FuzzShelf.Options);
        if (again.ToString() != read.ToString() && read.ToString().Length <= FuzzShelf.Options.MaxLength && ++_unlike < Shown)
        {
            Console.WriteLine($"another query the second time: {read} became {again}");
        }

        return again;
    }

    int Store(string text, ParsedText read)
    {
        _times.Take("store", text, () =>
            _monitor.Add(_random.Next(StoredQueries), new StoredQuery { Text = new TextQuery(read) }));
        return ++_stored % MatchEvery == 0 ? _times.Take("match", text, () => _monitor.Match(_notice).Count) : 0;
    }

    int Ask(string text, bool search)
    {
        var program = Programs[_random.Next(Programs.Length)].Replace("@", Escaped(text), StringComparison.Ordinal);
        program = _random.Next(4) == 0 ? _texts.Mutated(program) : program;
        var request = _times.Take("program", program, () => QueryDsl.Read(program, FuzzShelf.Schema).Request);
        return !search || request is null ? 0
            : _times.Take("search of a program", program, () => index.Search(request).Hits.Count);
    }

    static string Escaped(string text) =>
        string.Concat(text.Select(c => c is < ' ' or '"' or '\\' ? $"\\u{(int)c:x4}" : $"{c}"));
}
