using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.Features;

namespace Holdfast.Gateway.Front;

/// <summary>An answer on its way to the client: a client that takes none of it for too long loses the call.</summary>
/// <remarks>
/// The HTTP server's own minimum rate forgives: what a client took quickly counts as time in hand, and after a large
/// download that is hours. Meanwhile the node's connection waits. So a write that waits is timed by itself, here. Writes
/// that do not wait cost nothing. One for each reused context; a call writes one thing at a time.
/// </remarks>
internal sealed class SendWatch : Stream, IHttpResponseBodyFeature
{
    private readonly DueTime _due;
    private IHttpResponseBodyFeature _inner = null!;
    private IHttpRequestLifetimeFeature? _lifetime;
    private TimeSpan _timeout;

    public SendWatch(TimeProvider time) => _due = new DueTime(time, () => _lifetime?.Abort());

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public Stream Stream => this;

    public PipeWriter Writer => _inner.Writer;

    /// <param name="timeout">How long one write may wait; null: for ever.</param>
    public void Begin(IFeatureCollection features, TimeSpan? timeout)
    {
        if (timeout is not { } span || features.Get<IHttpResponseBodyFeature>() is not { } inner) return;
        _timeout = span;
        _inner = inner;
        _lifetime = features.Get<IHttpRequestLifetimeFeature>();
        _due.Lift();
        features.Set<IHttpResponseBodyFeature>(this);
        WatchedUpgrade.Begin(features, this);
    }

    public void End() => _lifetime = null;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        Watch(_inner.Stream.WriteAsync(buffer, cancellationToken));

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken)
    {
        var flushing = _inner.Stream.FlushAsync(cancellationToken);
        return flushing.IsCompleted ? flushing : WaitAsync(new ValueTask(flushing)).AsTask();
    }

    public override void Write(byte[] buffer, int offset, int count) => _inner.Stream.Write(buffer, offset, count);

    public override void Flush() => _inner.Stream.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public void DisableBuffering() => _inner.DisableBuffering();

    public Task StartAsync(CancellationToken cancellationToken = default) => _inner.StartAsync(cancellationToken);

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        _inner.SendFileAsync(path, offset, count, cancellationToken);

    public Task CompleteAsync() => _inner.CompleteAsync();

    /// <summary>Times a write, or a flush, where it waits.</summary>
    public ValueTask Watch(ValueTask writing) => writing.IsCompleted ? writing : WaitAsync(writing);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WaitAsync(ValueTask writing)
    {
        _due.Set(_timeout);
        try
        {
            await writing.ConfigureAwait(false);
        }
        finally
        {
            _due.Lift();
        }
    }
}
