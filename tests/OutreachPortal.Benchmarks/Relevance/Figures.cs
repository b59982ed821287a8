namespace OutreachPortal.Benchmarks.Relevance;

/// <summary>
/// How good a ranking is, from 0 to 1, as trec_eval reckons it. A document that nobody judged is no answer.
/// </summary>
/// <param name="AveragePrecision">At each answer, the share of answers so far; the mean over all answers there are.</param>
/// <param name="Gain">nDCG of the first ten: grades, each divided by the logarithm of its place, of what was possible.</param>
/// <param name="FirstAnswer">One divided by the place of the first answer.</param>
/// <param name="Found">The share of the answers that was found at all.</param>
sealed record Figures(double AveragePrecision, double Gain, double FirstAnswer, double Found)
{
    const int Counted = 10;

    /// <summary>The figures of one ranking.</summary>
    /// <param name="ranking">Ids of documents, the best first, each once.</param>
    /// <param name="grades">How well each judged document answers.</param>
    public static Figures Of(IReadOnlyList<string> ranking, IReadOnlyDictionary<string, int> grades)
    {
        var answers = grades.Values.Count(grade => grade > 0);
        var (found, precision, first) = (0, 0.0, 0.0);
        for (var place = 1; place <= ranking.Count; place++)
        {
            if (Grade(grades, ranking[place - 1]) > 0)
            {
                found++;
                precision += (double)found / place;
                first = found == 1 ? 1.0 / place : first;
            }
        }

        var best = Discounted(grades.Values.OrderDescending());
        var gain = Discounted(ranking.Select(id => Grade(grades, id))) / best;
        return new Figures(precision / answers, gain, first, (double)found / answers);
    }

    /// <summary>The mean of the figures of several queries: MAP, nDCG@10, MRR and the share found.</summary>
    public static Figures Mean(IReadOnlyCollection<Figures> all) => new(
        all.Average(one => one.AveragePrecision), all.Average(one => one.Gain),
        all.Average(one => one.FirstAnswer), all.Average(one => one.Found));

    static int Grade(IReadOnlyDictionary<string, int> grades, string id) => Math.Max(0, grades.GetValueOrDefault(id));

    static double Discounted(IEnumerable<int> grades) =>
        grades.Take(Counted).Select((grade, place) => Math.Max(0, grade) / Math.Log2(place + 2)).Sum();
}
