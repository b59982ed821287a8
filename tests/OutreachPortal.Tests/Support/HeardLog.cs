using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace OutreachPortal.Tests.Support;

/// <summary>Hears what a house writes to its log from now on, of one noun.</summary>
internal sealed class HeardLog(string category) : ILoggerProvider, ILogger
{
    public ConcurrentQueue<LogEntry> Entries { get; } = [];

    public ILogger CreateLogger(string categoryName) =>
        categoryName == category ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter) => Entries.Enqueue(new(
            logLevel, formatter(state, exception),
            (state as IEnumerable<KeyValuePair<string, object?>> ?? []).ToDictionary(one => one.Key, one => one.Value)));

    public void Dispose()
    {
    }
}

internal sealed record LogEntry(LogLevel Level, string Message, IReadOnlyDictionary<string, object?> Values);
