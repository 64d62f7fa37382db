namespace Holdfast.Gateway.Headers;

/// <summary>Requests that speak gRPC, by their content type.</summary>
internal static class GrpcContent
{
    private const string Grpc = "application/grpc";

    /// <summary>gRPC and its spelled-out formats; grpc-web is plain HTTP to us.</summary>
    public static bool Is(string? contentType) =>
        contentType?.StartsWith(Grpc, StringComparison.OrdinalIgnoreCase) == true
        && (contentType.Length == Grpc.Length || contentType[Grpc.Length] is ';' or '+');
}
