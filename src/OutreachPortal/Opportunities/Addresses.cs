using OutreachPortal.Shell;

namespace OutreachPortal.Opportunities;

/// <summary>Links as verbs of a visit: nobody joins an address by hand.</summary>
internal static class Addresses
{
    extension(Visit visit)
    {
        public string ToHome() => visit.To("");

        /// <summary>The page that explains the API.</summary>
        public string ToApi() => visit.To("/api");

        public string ToResults(Criteria criteria) => visit.To(PathOf(criteria));

        /// <summary>
        /// From a list to the same list narrowed or turned: reading goes on at the results, and the sheet's scroll
        /// margin keeps the head of the page in view.
        /// </summary>
        public string ToList(Criteria criteria) => visit.ToList(PathOf(criteria));

        public string ToList(string path) => $"/{visit.Language.Code}{path}#results";

        /// <summary>The same list to carry away, in the form that the ending names.</summary>
        public string ToFile(Criteria criteria, string extension) =>
            visit.To(PathOf(criteria).Insert("/opportunities".Length, $".{extension}"));

        /// <summary>Results with one facet written out in full.</summary>
        public string ToWholeFacet(Criteria criteria, string facet)
        {
            var path = PathOf(criteria with { Page = 1 });
            return visit.To($"{path}{(path.Contains('?') ? '&' : '?')}more={facet}#{facet}");
        }

        /// <summary>The reader's country goes along, for the clock and the marks of that page.</summary>
        public string To(Card card, string? country = null) =>
            visit.To(card.Path + (country is null ? "" : $"?from={country}"));

        public string ToWhole(Card card) => visit.To($"{card.Path}/full{visit.Query}");

        /// <summary>Its public versions with their differences.</summary>
        public string ToHistory(Card card) => visit.To($"{card.Path}/history");

        /// <summary>Where these criteria are asked for by e-mail.</summary>
        public string ToAlert(Criteria criteria) =>
            visit.To($"/alerts/new{PathOf(criteria.Scope)["/opportunities".Length..]}");

        /// <summary>Where one asks to be told of every change of an opportunity.</summary>
        public string ToFollow(Card card, string? country = null) =>
            visit.To($"/alerts/new?follow={card.Id}{(country is null ? "" : $"&from={country}")}");

        public string ToText(Card card, string language) => visit.To($"{card.Path}?text={language}");
    }

    /// <summary>The one path of criteria: what a canonical link and the other languages name.</summary>
    public static string PathOf(Criteria criteria) =>
        criteria.ToQueryString() is { Length: > 0 } query ? $"/opportunities?{query}" : "/opportunities";
}
