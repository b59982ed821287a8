using Microsoft.Extensions.Options;

namespace OutreachPortal.Mail;

/// <summary>
/// How many letters of this process may leave now: its part of the rate, and never more than one second's at once.
/// </summary>
internal sealed class TokenBucket(IOptions<MailOptions> options, TimeProvider clock)
{
    readonly Lock _lock = new();
    double _tokens = options.Value.Rate;
    long _filledAt = clock.GetTimestamp();

    /// <summary>This process's part of the rate, which all on one database share (<see cref="Crew"/>).</summary>
    public double Share { get; set; } = 1;

    public int Available
    {
        get
        {
            lock (_lock)
            {
                Fill();
                return (int)_tokens;
            }
        }
    }

    public void Spend(int letters)
    {
        lock (_lock) _tokens -= letters;
    }

    void Fill()
    {
        var now = clock.GetTimestamp();
        var rate = Math.Max(1, options.Value.Rate * Share);
        _tokens = Math.Min(rate, _tokens + (clock.GetElapsedTime(_filledAt, now).TotalSeconds * rate));
        _filledAt = now;
    }
}
