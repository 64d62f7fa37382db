namespace Holdfast.Gateway.Deliveries;

/// <summary>Takes an answer down that goes to nobody: all of it, or nothing where it is too long.</summary>
internal sealed class AnswerSink(int bytesMax) : Stream
{
    private readonly MemoryStream _kept = new();

    /// <summary>Whether there was more than may be kept.</summary>
    public bool IsOver { get; private set; }

    public ReadOnlyMemory<byte> Kept => IsOver ? default : _kept.ToArray();

    public override bool CanRead => false;

    /// <summary>So that an answer that breaks off can be taken back.</summary>
    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => _kept.Length;

    public override long Position
    {
        get => _kept.Position;
        set => _kept.Position = value;
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (IsOver || (IsOver = _kept.Length + buffer.Length > bytesMax)) return;
        _kept.Write(buffer);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Write(buffer, offset, count);
        return Task.CompletedTask;
    }

    public override void SetLength(long value)
    {
        _kept.SetLength(value);
        IsOver = false;
    }

    public override void Flush()
    {
        // It is kept as it comes.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => _kept.Seek(offset, origin);
}
