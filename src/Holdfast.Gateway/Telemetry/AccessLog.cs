using System.Buffers;
using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Holdfast.Core.Telemetry;
using Microsoft.Extensions.Logging;

namespace Holdfast.Gateway.Telemetry;

/// <summary>A line for every call, written off the calls' way: a disk that is slow or full costs lines, not calls.</summary>
public sealed class AccessLog : IAsyncDisposable
{
    /// <summary>Standard output instead of a file.</summary>
    public const string StandardOutput = "-";

    /// <summary>Lines that wait for the disk, some 15 MB of them; more are dropped and counted.</summary>
    public const int QueuedMax = 65_536;

    private const int BatchBytes = 1 << 16;

    /// <summary>How long a line may wait in memory.</summary>
    private static readonly TimeSpan FlushEvery = TimeSpan.FromMilliseconds(250);

    private readonly Channel<AccessEntry> _queue = Channel.CreateBounded<AccessEntry>(
        new BoundedChannelOptions(QueuedMax) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly Meter _meter;
    private readonly Counter<long> _dropped;
    private readonly PeriodicTimer _timer;
    private readonly ILogger _log;
    private readonly string _target;
    private readonly AccessLine _line = new();
    private readonly ArrayBufferWriter<byte> _batch = new(2 * BatchBytes);
    private readonly Task _writing;
    private Stream? _output;
    private int _batched;
    private bool _failing;
    private int _reopen;

    private AccessLog(string target, TimeProvider time, ILoggerFactory loggers)
    {
        _target = target;
        _log = loggers.CreateLogger<AccessLog>();
        _output = Open(target);
        // The scope tells this log's instruments from those of another in the same process.
        _meter = new Meter(new MeterOptions(DecisionMeter.Name) { Scope = this });
        _dropped = _meter.CreateCounter<long>("holdfast.access_log.dropped", "{line}", "Lines of the access log that were not written, by reason");
        _timer = new PeriodicTimer(FlushEvery, time);
        _writing = Task.Run(WriteAsync);
    }

    /// <param name="target">A file that is appended to, or <see cref="StandardOutput"/>.</param>
    /// <param name="time">When to write.</param>
    /// <param name="loggers">Where it is said that writing fails.</param>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static AccessLog Start(string target, TimeProvider time, ILoggerFactory loggers) => new(target, time, loggers);

    /// <summary>Opens the file anew before the next lines: whoever rotates logs has moved it.</summary>
    public void Reopen() => Volatile.Write(ref _reopen, 1);

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        _timer.Dispose();
        await _writing;
        if (_output is not null) await _output.DisposeAsync();
        _line.Dispose();
        _meter.Dispose();
    }

    internal void Write(AccessEntry entry)
    {
        if (!_queue.Writer.TryWrite(entry)) _dropped.Add(1, new KeyValuePair<string, object?>("reason", "queue-full"));
    }

    private static Stream Open(string target)
    {
        if (target == StandardOutput) return Console.OpenStandardOutput();
        var options = new FileStreamOptions
        {
            Mode = FileMode.Append,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        return new FileStream(target, options);
    }

    private async Task WriteAsync()
    {
        while (await _timer.WaitForNextTickAsync()) await DrainAsync();
        await DrainAsync();
    }

    private async Task DrainAsync()
    {
        if (Interlocked.Exchange(ref _reopen, 0) != 0 && _target != StandardOutput) await CloseAsync();
        while (_queue.Reader.TryRead(out var entry))
        {
            _line.Write(entry, _batch);
            _batched++;
            if (_batch.WrittenCount >= BatchBytes) await WriteBatchAsync();
        }

        await WriteBatchAsync();
    }

    private async Task WriteBatchAsync()
    {
        if (_batched == 0) return;
        try
        {
            _output ??= Open(_target);
            await _output.WriteAsync(_batch.WrittenMemory);
            await _output.FlushAsync();
            if (_failing) _log.AccessLogWorks();
            _failing = false;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            _dropped.Add(_batched, new KeyValuePair<string, object?>("reason", "write-failed"));
            if (!_failing) _log.AccessLogFails(fault.Message);
            _failing = true;
            await CloseAsync();
        }
        finally
        {
            _batch.ResetWrittenCount();
            _batched = 0;
        }
    }

    private async Task CloseAsync()
    {
        if (_output is null || _target == StandardOutput) return;
        try
        {
            await _output.DisposeAsync();
        }
        catch (IOException)
        {
            // What it could not write was counted when it failed.
        }

        _output = null;
    }
}
