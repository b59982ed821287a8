using System.Collections.Concurrent;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging;
using OutreachPortal.Languages;
using OutreachPortal.Opportunities;
using OutreachPortal.Shell;

namespace OutreachPortal.Discovery;

/// <summary>
/// What stands around a list and follows from its address alone, whatever is found: the form, and the links to other
/// orders, to the alert and to the formats.
/// </summary>
public sealed record ListLinks(
    MarkupString Heads, MarkupString Form, MarkupString Sorts, MarkupString Offer, MarkupString Formats);

/// <summary>
/// The links of lists as they were drawn before. When there are too many, all are forgotten: the ones that people ask
/// for are soon back.
/// </summary>
internal sealed class DrawnLinks(IServiceProvider services, ILoggerFactory logs)
{
    /// <summary>Of some 7 KB each: 3 MB.</summary>
    public const int Most = 400;

    /// <summary>Characters of a question; one that is longer is hardly asked twice.</summary>
    public const int LongestQuery = 200;

    readonly ConcurrentDictionary<(Language Language, string Query), ListLinks> _links = [];

    public int Count => _links.Count;

    public async ValueTask<ListLinks> OfAsync(Reader reader, Criteria criteria)
    {
        var key = (reader.Visit.Language, criteria.ToQueryString());
        if (_links.TryGetValue(key, out var known)) return known;
        var links = await DrawAsync(reader, criteria);
        if (key.Item2.Length > LongestQuery) return links;
        if (_links.Count >= Most) _links.Clear();
        return _links[key] = links;
    }

    async Task<ListLinks> DrawAsync(Reader reader, Criteria criteria)
    {
        await using var renderer = new HtmlRenderer(services, logs);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var ofReader = new Dictionary<string, object?> { ["Reader"] = reader, ["Criteria"] = criteria };
            return new ListLinks(
                await PageText.OfAsync<FormatHeads>(
                    renderer, new() { ["Visit"] = reader.Visit, ["Criteria"] = criteria }),
                await PageText.OfAsync<SearchForm>(renderer, ofReader),
                await PageText.OfAsync<SortLinks>(renderer, ofReader),
                await PageText.OfAsync<AlertOffer>(renderer, ofReader),
                await PageText.OfAsync<FormatLinks>(renderer, ofReader));
        });
    }
}
