namespace Holdfast.Testing.Faults;

/// <summary>What a node of the fault matrix answers while it is well, and how requests are told apart.</summary>
public static class NodeAnswer
{
    /// <summary>Names a request of a load, so that it is known which nodes it reached.</summary>
    public const string RequestId = "X-Request-Id";

    /// <summary>Names the node that answered.</summary>
    public const string Node = "X-Origin-Version";

    /// <summary>Bytes of every whole body: enough that half of it does not hide in a buffer with the head.</summary>
    public const int BodyLength = 4_096;

    /// <summary>Where a node is told its <see cref="NodeSickness"/>, on its control port.</summary>
    public const string SicknessPath = "/sickness";
}
