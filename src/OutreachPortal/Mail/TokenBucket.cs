using Microsoft.Extensions.Options;

namespace OutreachPortal.Mail;

/// <summary>
/// How many letters of this process may leave now: so many a second, and never more than one second's at once. Several
/// processes on one database each have a bucket; whoever runs n of them sets a rate of one n-th.
/// </summary>
internal sealed class TokenBucket(IOptions<MailOptions> options, TimeProvider clock)
{
    readonly Lock _lock = new();
    double _tokens = options.Value.Rate;
    long _filledAt = clock.GetTimestamp();

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
        double rate = options.Value.Rate;
        _tokens = Math.Min(rate, _tokens + (clock.GetElapsedTime(_filledAt, now).TotalSeconds * rate));
        _filledAt = now;
    }
}
