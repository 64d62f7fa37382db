namespace Holdfast.Testing.Origins;

/// <summary>Metadata that <c>Interop</c> gives back as it came.</summary>
public static class InteropMetadata
{
    /// <summary>Comes back before the first message.</summary>
    public const string Initial = "x-echo-initial";

    /// <summary>Comes back after the last one; any bytes.</summary>
    public const string Trailing = "x-echo-trailing-bin";

    /// <summary>With <c>gzip</c>: .NET's client and server compress what they send, and do not send this.</summary>
    public const string Compress = "grpc-internal-encoding-request";
}
