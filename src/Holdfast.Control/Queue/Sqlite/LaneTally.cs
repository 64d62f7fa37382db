using Holdfast.Core.Queue;

namespace Holdfast.Control.Queue.Sqlite;

/// <summary>How much one lane holds.</summary>
internal sealed class LaneTally
{
    public long Live { get; set; }

    public long Bytes { get; set; }

    public long Buried { get; set; }

    /// <summary>What is kept of those that are done with takes, bytes.</summary>
    public long Kept { get; set; }

    /// <summary>What that may come to, as whoever accepted last has said.</summary>
    public long KeptMax { get; set; } = LaneBounds.KeptBytesUsual;

    public bool IsChanged { get; set; }

    /// <summary>When the oldest was accepted, as was last looked; <see cref="long.MaxValue"/>: there was none.</summary>
    public long Oldest { get; set; } = long.MaxValue;

    /// <summary>When that was looked for.</summary>
    public long LookedAt { get; set; } = long.MinValue / 2;
}
