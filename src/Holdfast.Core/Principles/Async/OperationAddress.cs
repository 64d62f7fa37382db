using Holdfast.Core.Queue;

namespace Holdfast.Core.Principles.Async;

/// <summary>Where a caller asks what has become of an operation.</summary>
public static class OperationAddress
{
    /// <summary>Paths that begin so are the gateway's own, where calls are accepted for later.</summary>
    public const string Prefix = "/.holdfast/operations/";

    public static string Of(OperationId id) => Prefix + id;

    public static bool TryRead(string path, out OperationId id)
    {
        id = default;
        return path.StartsWith(Prefix, StringComparison.Ordinal) && OperationId.TryParse(path[Prefix.Length..], out id);
    }
}
