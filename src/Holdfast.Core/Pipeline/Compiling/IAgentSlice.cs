namespace Holdfast.Core.Pipeline.Compiling;

/// <summary>A slice that works in the background.</summary>
public interface IAgentSlice
{
    IEnumerable<IAgent> Start(AgentContext context);
}
