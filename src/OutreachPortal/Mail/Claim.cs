using System.Collections.Concurrent;
using System.Diagnostics;
using NodaTime;

namespace OutreachPortal.Mail;

/// <summary>
/// What one postman took at once, under one lease. Whether it is still his he asks a clock that nobody sets back: past
/// the safe part of the lease he sends nothing more, because another may soon think that he died.
/// </summary>
internal sealed class Claim : IDisposable
{
    public const double SafePart = 0.6;

    readonly long _taken = Stopwatch.GetTimestamp();
    readonly Duration _lease;
    readonly OwnClaims _own;

    public Claim(Guid token, IReadOnlyList<Delivery> deliveries, Duration lease, OwnClaims own)
    {
        (Token, Deliveries, _lease, _own) = (token, deliveries, lease, own);
        own.Add(token);
    }

    public Guid Token { get; }

    public IReadOnlyList<Delivery> Deliveries { get; }

    public bool MaySend => Stopwatch.GetElapsedTime(_taken) < _lease.ToTimeSpan() * SafePart;

    /// <summary>Nobody works on it any more.</summary>
    public void Dispose() => _own.Remove(Token);
}

/// <summary>What the postmen of this process have in hand.</summary>
internal sealed class OwnClaims
{
    readonly ConcurrentDictionary<Guid, bool> _tokens = [];

    public IReadOnlyList<Guid> Tokens => [.. _tokens.Keys];

    public void Add(Guid token) => _tokens[token] = true;

    public void Remove(Guid token) => _tokens.TryRemove(token, out _);
}
