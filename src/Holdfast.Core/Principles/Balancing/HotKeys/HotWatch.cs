using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Keys;

namespace Holdfast.Core.Principles.Balancing.HotKeys;

/// <summary>A watch as one revision has it.</summary>
/// <param name="Plan">What the plan says.</param>
/// <param name="Interface">Name of the interface.</param>
/// <param name="Context">Where it finds the clock, and tells what it finds.</param>
internal sealed record HotWatch(HotKeysPlan Plan, string Interface, CompileContext Context)
{
    private readonly KeyReader _reader = new(Plan.Key);

    /// <summary>Path of the rule in the plan.</summary>
    public string Rule { get; } = $"interfaces.{Interface}.hot-keys";

    public long Frequency { get; } = Context.Time.TimestampFrequency;

    public bool TryHash(Call call, out ulong hash) => _reader.TryHash(call, HashSeed.Secret, out hash);

    /// <summary>The key for people.</summary>
    public string Text(Call call) => HotKeyText.Of(call, Plan.Key, _reader);

    public TimeSpan Since(long began, long now) => Context.Time.GetElapsedTime(began, now);
}
