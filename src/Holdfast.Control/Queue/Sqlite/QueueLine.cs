using Holdfast.Core.Queue;

namespace Holdfast.Control.Queue.Sqlite;

/// <summary>An operation as a line of an export: all that is needed to deliver it elsewhere.</summary>
internal sealed record QueueLine
{
    public required string Id { get; init; }

    public required string Lane { get; init; }

    /// <summary>Failed and dead ones stay so where they are imported; all others wait.</summary>
    public required OperationState State { get; init; }

    public required OperationRequest Request { get; init; }

    public byte[]? Body { get; init; }

    /// <summary>Length of a body that was in a file of its own, and is to be in one again.</summary>
    public long Spilled { get; init; }

    public byte[]? Key { get; init; }

    public byte[]? Fingerprint { get; init; }

    public byte[]? Caller { get; init; }

    public string CallerBy { get; init; } = "";

    public string? Order { get; init; }

    /// <summary>What was left of its time, and for how long its key is kept, milliseconds.</summary>
    public required long LeftMs { get; init; }

    public required long KeepMs { get; init; }

    /// <summary>The last attempts.</summary>
    public string History { get; init; } = "";

    public OperationDraft Draft() => new()
    {
        Id = OperationId.TryParse(Id, out var id) ? id : throw new FormatException($"'{Id}' is no name of an operation."),
        Lane = Lane,
        Request = Request,
        Body = Spilled > 0 ? default : Body,
        SpilledBytes = Spilled,
        Key = Key,
        Fingerprint = Fingerprint,
        Caller = Caller,
        CallerBy = CallerBy,
        Order = Order,
        AgeMax = TimeSpan.FromMilliseconds(LeftMs),
        Keep = TimeSpan.FromMilliseconds(KeepMs),
        Bounds = new LaneBounds(int.MaxValue, long.MaxValue, TimeSpan.MaxValue),
    };
}
