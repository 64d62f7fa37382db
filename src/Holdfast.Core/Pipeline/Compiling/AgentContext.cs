using Holdfast.Core.Layers;
using Holdfast.Core.Readings;
using Holdfast.Core.Signals;

namespace Holdfast.Core.Pipeline.Compiling;

/// <summary>What background work may use.</summary>
/// <param name="Probe">How the host asks a node whether it is well.</param>
public sealed record AgentContext(CompileContext Compile, INodeProbe Probe)
{
    /// <summary>How the host finds the addresses of names; null: it leaves that to its connections.</summary>
    public INodeResolver? Resolver { get; init; }

    /// <summary>How the host finds out how much the process has to do; null: it does not.</summary>
    public IProcessGauges? Process { get; init; }

    /// <summary>The slices over whose decisions something can be laid.</summary>
    public IReadOnlyList<ILayerSlice> Layers { get; init; } = [];

    /// <summary>How the host sends accepted operations; null: it does not.</summary>
    public IDeliveryHost? Deliveries { get; init; }

    /// <summary>Where conditions look things up; null: nowhere.</summary>
    public ReadingDesk? Readings { get; init; }

    /// <summary>Has the live plan compiled anew, because what it was compiled from is no longer so; false: it could not be now.</summary>
    public required Func<Task<bool>> RefreshAsync { get; init; }

    public TimeProvider Time => Compile.Time;

    public SignalLog Signals => Compile.Signals;
}
