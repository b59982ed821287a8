using Microsoft.AspNetCore.Http;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Discovery;

/// <summary>The one query of all that ask for the same page: what a page does not read is not in it.</summary>
internal static class KeptQuery
{
    const int LongestValue = 20;

    /// <summary>Of a page that reads these parameters, and of each one short word.</summary>
    public static Func<IQueryCollection, string?> Of(params string[] names) =>
        query => Joined(names.SelectMany(name => Pair(query, name)));

    /// <summary>Of a list: its criteria, and these parameters besides.</summary>
    public static Func<IQueryCollection, string?> OfCriteria(params string[] names) => query =>
    {
        var reading = CriteriaReading.Of(query);
        if (reading.Faults.Count > 0 || reading.IsTooDeep) return null;
        var criteria = reading.Criteria.ToQueryString();
        return Joined([.. criteria.Length > 0 ? [criteria] : Array.Empty<string>(), .. names.SelectMany(name => Pair(query, name))]);
    };

    static IEnumerable<string> Pair(IQueryCollection query, string name) =>
        query[name] is [{ Length: > 0 and <= LongestValue } value] ? [$"{name}={Uri.EscapeDataString(value)}"] : [];

    static string Joined(IEnumerable<string> pairs) =>
        string.Join('&', pairs) is { Length: > 0 } query ? $"?{query}" : "";
}
