using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Telemetry;

/// <summary>A slice that knows more of a node than whether it gets traffic. Asked when somebody asks for a report, never by a call.</summary>
public interface INodeNoteSlice
{
    /// <summary>Until when a node is withheld, by the wall clock as it stands now; null where no time ends it.</summary>
    DateTimeOffset? Until(NodeModel node, TimeProvider time);

    /// <summary>Why a node that fails calls gets them all the same.</summary>
    /// <param name="failureRatio">Of a node over the window; null where it had no attempts.</param>
    string WhyUsed(ServiceModel service, VersionModel version, NodeModel node, Func<NodeModel, double?> failureRatio, TimeProvider time);
}
