namespace OutreachPortal.Benchmarks.Relevance;

/// <summary>
/// How good is the ranking? <c>relevance &lt;documents&gt; &lt;queries&gt; &lt;qrels&gt; &lt;language&gt; [each]</c> prints the figures of a
/// judged collection, with every word needed and with any; with <c>each</c>, those of each query too. The files are described
/// at <see cref="JudgedCollection"/>.
/// </summary>
static class RelevanceBench
{
    public static int Run(string[] arguments)
    {
        if (arguments is not [var documents, var queries, var judgements, var language, .. var rest])
        {
            Console.Error.WriteLine("relevance <documents> <queries> <qrels> <language> [each]");
            return 2;
        }

        var collection = JudgedCollection.Read(documents, queries, judgements, language);
        using var index = new JudgedIndex(collection.Documents);
        Console.WriteLine($"{collection.Documents.Count} documents, {collection.Queries.Count} queries");
        Print(index, collection.Queries, all: true, rest is ["each"]);
        Print(index, collection.Queries, all: false, rest is ["each"]);
        return 0;
    }

    static void Print(JudgedIndex index, IReadOnlyList<JudgedQuery> queries, bool all, bool each)
    {
        var figures = index.Judge(queries, all);
        foreach (var (query, one) in queries.Zip(figures).Where(_ => each))
        {
            Console.WriteLine($"  {Line(one)}  {query.Id} {query.Text} → {string.Join(' ', index.Ranking(query.Text, all).Take(5))}");
        }

        Console.WriteLine($"{(all ? "every word" : "any word")}: {Line(Figures.Mean(figures))}");
    }

    static string Line(Figures figures) => FormattableString.Invariant(
        $"MAP {figures.AveragePrecision:F3} nDCG@10 {figures.Gain:F3} MRR {figures.FirstAnswer:F3} found {figures.Found:F3}");
}
