using Microsoft.Extensions.DependencyInjection;

namespace OutreachPortal.Mail;

/// <summary>Carries what is due, round after round.</summary>
internal sealed class Postman(IServiceScopeFactory scopes, Crew crew, TimeProvider clock)
{
    static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(100);

    /// <summary>Until nothing is due any more, or the channel rests.</summary>
    public async Task<RoundEnd> RunAsync(CancellationToken cancellation = default)
    {
        while (true)
        {
            var end = await WalkAsync(cancellation);
            if (end is RoundEnd.NothingDue or RoundEnd.Closed) return end;
            if (end is RoundEnd.Enough) await Task.Delay(Breath, clock, cancellation);
        }
    }

    /// <summary>Carries no more: what he might have sent, the others may.</summary>
    public Task LeaveAsync() => crew.LeaveAsync(CancellationToken.None);

    public async Task<RoundEnd> WalkAsync(CancellationToken cancellation)
    {
        await crew.KeepAsync(cancellation);
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Round>().WalkAsync(cancellation);
    }
}
