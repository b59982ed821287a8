using System.Buffers.Text;
using System.Security.Cryptography;
using NodaTime;
using OutreachPortal.Mail;

namespace OutreachPortal.Alerts;

/// <summary>
/// A letter printed once for all whom it tells the same. Where each reader's own token belongs stands a random mark of
/// the same length and letters, which nothing else in the letter can be: what is filled in could have been printed.
/// </summary>
/// <param name="Letter">As printed, with marks.</param>
/// <param name="Marks">One for each alert that speaks, in their order.</param>
internal sealed record Stencil(Letter Letter, IReadOnlyList<string> Marks)
{
    /// <param name="tokens">Of the reader's own alerts, in the same order.</param>
    /// <param name="scope">What one click on the letter ends.</param>
    public Letter Fill(
        string to, IReadOnlyList<UnsubscribeToken> tokens, UnsubscribeToken scope, Uri unsubscribe, string list)
    {
        var (text, html) = (Letter.Text, Letter.Html);
        for (var i = 0; i < Marks.Count; i++)
        {
            text = text.Replace(Marks[i], tokens[i].Token, StringComparison.Ordinal);
            html = html.Replace(Marks[i], tokens[i].Token, StringComparison.Ordinal);
        }
        return Letter with
        {
            To = to, Text = text, Html = html, ListId = list, Unsubscribe = unsubscribe, UnsubscribeToken = scope.Token,
        };
    }

    /// <summary>A token that is nobody's.</summary>
    public static UnsubscribeToken Mark() => new()
    {
        Token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(AlertTokens.Bytes)), SubscriberId = Guid.Empty,
        Scope = Scopes.All, CreatedAt = NodaConstants.UnixEpoch,
    };
}
