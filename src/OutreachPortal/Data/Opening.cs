namespace OutreachPortal.Data;

/// <summary>
/// The moment from which this process answers readers. Rounds that nobody waits for begin a breath after it, so that
/// they do not take the start's processor from whoever comes first; where it takes long, as when an index is built,
/// they do not wait.
/// </summary>
internal sealed class Opening
{
    static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(500);
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Declare() => _open.TrySetResult();

    /// <summary>Returns at the end of the process too.</summary>
    public async Task WaitAsync(CancellationToken stopping)
    {
        await Task.WhenAny(_open.Task, Task.Delay(Longest, stopping));
        await Task.Delay(Breath, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
