using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Alerts;

/// <summary>Criteria in the words of letters: many letters speak for the same ones, and they never change.</summary>
internal sealed class AlertSentences
{
    const int MostKept = 20_000;

    readonly ConcurrentDictionary<(long Criteria, string Language), (string, Criteria)> _kept = [];

    public async Task<(string Sentence, Criteria Criteria)> OfAsync(
        PortalDb db, long id, Reader reader, CancellationToken cancellation)
    {
        var key = (id, reader.Visit.Language.Code);
        if (_kept.TryGetValue(key, out var kept)) return kept;
        var text = await db.SharedCriteria.AsNoTracking().Where(criteria => criteria.Id == id)
            .Select(criteria => criteria.Text).SingleAsync(cancellation);
        var criteria = SharedCriteria.Read(text);
        var codes = criteria["org"].ToList();
        var organisations = await db.Organisations.AsNoTracking()
            .Where(organisation => codes.Contains(organisation.Code))
            .ToDictionaryAsync(organisation => organisation.Code, organisation => organisation.Name, cancellation);
        var sentence = new AlertSentence(
            reader.Words, reader.Names, code => organisations.GetValueOrDefault(code, code)).Of(criteria);
        if (_kept.Count >= MostKept) _kept.Clear();
        return _kept[key] = (sentence, criteria);
    }
}
