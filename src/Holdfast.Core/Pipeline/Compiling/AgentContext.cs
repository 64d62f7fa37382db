using Holdfast.Core.Signals;

namespace Holdfast.Core.Pipeline.Compiling;

/// <summary>What background work may use.</summary>
/// <param name="Probe">How the host asks a node whether it is well.</param>
public sealed record AgentContext(CompileContext Compile, INodeProbe Probe)
{
    public TimeProvider Time => Compile.Time;

    public SignalLog Signals => Compile.Signals;
}
