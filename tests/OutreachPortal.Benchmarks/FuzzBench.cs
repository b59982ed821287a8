using System.Diagnostics;
using System.Text;
using OutreachPortal.Search;

namespace OutreachPortal.Benchmarks;

/// <summary>
/// Does anything that people or programs can send make the library throw, or take long? Each text is read, searched for
/// in five thousand documents, stored, matched and removed; and put into a mutated query of a program. Arguments: how
/// many texts, and of how many one is searched for.
/// </summary>
static class FuzzBench
{
    const int Documents = 5_000;
    const int ReportEvery = 100_000;

    static readonly IndexSchema Schema = new IndexSchema(1)
        .Text("title", 3).Text("summary").Keyword("mark").Facet("topic").Number("year").Stored("note");

    static readonly QueryTextOptions Options = new()
    {
        Fields = new Dictionary<string, string>
        {
            ["title"] = "title", ["summary"] = "summary", ["mark"] = "mark", ["topic"] = "topic", ["year"] = "year",
        },
    };

    static readonly string[] Scraps =
    [
        "road", "bridge", "the", "RFQ/2026/0147", "C++", ".NET", "5G", "réseau", "采购", "网", "الإنترنت", "учёт",
        "w12", "w*", "a",
        " ", " ", " ", " ", "(", ")", "\"", "~", "^", "*", "?", ":", "\\", "/", "[", "]", "{", "}", "+", "-", "!",
        "&&", "||", "'",
        " AND ", " OR ", " NOT ", " TO ", "title:", "year:", "mark:", "topic:", "nope:", "~2", "~0.5",
        "^3", "2026", "99999999999999999999",
        "😀", "\ud800", "\udc00", "\u202e", "\0", "\t", "\u0301", "\u200d", "＊", "“", "«", "ﬁ", "İ",
        "\uffff", "\ufdfa", ",", "\n",
    ];

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

    public static int Run(string[] arguments)
    {
        var numbers = arguments.Select(number => int.Parse(number, System.Globalization.CultureInfo.InvariantCulture))
            .ToList();
        var folder = Directory.CreateTempSubdirectory("fuzz-").FullName;
        try
        {
            using var index = ((Opened)SearchIndex.Create(folder, Schema)).Index;
            Fill(index);
            return Throw(index, numbers.ElementAtOrDefault(0), Math.Max(1, numbers.ElementAtOrDefault(1)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static int Throw(SearchIndex index, int count, int searchEvery)
    {
        using var monitor = new QueryMonitor(Schema);
        var random = new Random(20261122);
        var document = Document(random, 1);
        var times = new Times();
        var text = "road";
        for (var i = 1; i <= count; i++)
        {
            text = random.Next(3) == 0 ? Mutated(random, text) : Random(random);
            var parsed = QueryText.Parse(text, Options);
            var read = times.Take("read", text, () => QueryText.Parse(parsed.ToString(), Options));
            if (i % searchEvery == 0)
            {
                times.Take("search", text, () =>
                    index.Search(new SearchRequest { Query = new TextQuery(read), Size = 10 }));
            }

            times.Take("store", text, () =>
                monitor.Add(random.Next(2_000), new StoredQuery { Text = new TextQuery(parsed) }));
            times.Take("match", text, () => i % 50 == 0 ? monitor.Match(document).Count : 0);
            times.Take("program", text, () => Ask(index, random, text, i % searchEvery == 0));
            if (i % ReportEvery == 0 || i == count)
            {
                Console.WriteLine(times.Report(i));
            }
        }

        return 0;
    }

    static int Ask(SearchIndex index, Random random, string text, bool search)
    {
        var program = Programs[random.Next(Programs.Length)].Replace("@", Escaped(text), StringComparison.Ordinal);
        program = random.Next(4) == 0 ? Mutated(random, program) : program;
        var request = QueryDsl.Read(program, Schema).Request;
        return request is null || !search ? 0 : index.Search(request).Hits.Count;
    }

    static string Escaped(string text) =>
        string.Concat(text.Select(c => c is < ' ' or '"' or '\\' ? $"\\u{(int)c:x4}" : $"{c}"));

    static string Random(Random random)
    {
        var text = new StringBuilder();
        for (var count = random.Next(1, 25); count > 0; count--)
        {
            text.Append(random.Next(12) == 0 ? ((char)random.Next(0x10000)).ToString()
                : Scraps[random.Next(Scraps.Length)]);
        }

        return text.ToString();
    }

    static string Mutated(Random random, string text)
    {
        var mutated = new StringBuilder(text);
        for (var count = random.Next(1, 4); count > 0 && mutated.Length > 0; count--)
        {
            var at = random.Next(mutated.Length);
            _ = random.Next(3) switch
            {
                0 => mutated.Remove(at, 1),
                1 => mutated.Insert(at, Scraps[random.Next(Scraps.Length)]),
                _ => mutated.Insert(at, mutated.ToString(at, Math.Min(10, mutated.Length - at))),
            };
        }

        return mutated.Length > 600 ? mutated.ToString(0, 600) : mutated.ToString();
    }

    static void Fill(SearchIndex index)
    {
        var random = new Random(1);
        index.Upsert(Enumerable.Range(1, Documents).Select(i => Document(random, i)));
        index.Refresh();
    }

    static IndexDocument Document(Random random, int id)
    {
        var words = Enumerable.Range(0, 30)
            .Select(_ => random.Next(3) == 0 ? Scraps[random.Next(15)] : $"w{random.Next(20_000)}").ToList();
        return new IndexDocument($"{id}").Text("title", "en", string.Join(' ', words.Take(6)))
            .Text("summary", "en", string.Join(' ', words))
            .Facet("topic", $"t{random.Next(20)}").Number("year", random.Next(1990, 2030)).Keyword("mark", $"RFQ/{id}");
    }

    sealed class Times
    {
        const double TooLong = 100;

        readonly Dictionary<string, Kind> _kinds = [];

        public T Take<T>(string name, string text, Func<T> act)
        {
            var start = Stopwatch.GetTimestamp();
            var result = act();
            var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            var kind = _kinds.TryGetValue(name, out var known) ? known : _kinds[name] = new Kind();
            (kind.Count, kind.Sum) = (kind.Count + 1, kind.Sum + took);
            kind.Slow += took > TooLong ? 1 : 0;
            (kind.Most, kind.Slowest) = took > kind.Most ? (took, text) : (kind.Most, kind.Slowest);
            return result;
        }

        public string Report(int count) => $"{count}\t"
            + string.Join('\t', _kinds.Select(pair => $"{pair.Key}: {pair.Value}"))
            + $"\theap {GC.GetTotalMemory(false) >> 20} MB";
    }

    sealed class Kind
    {
        public int Count { get; set; }

        public double Sum { get; set; }

        public double Most { get; set; }

        public int Slow { get; set; }

        public string Slowest { get; set; } = "";

        public override string ToString() => FormattableString.Invariant(
            $"{Count}, mean {Sum / Count:F3} ms, most {Most:F0} ms, {Slow} over 100 ms")
            + $", slowest {QueryText.Parse(Slowest, Options)}";
    }
}
