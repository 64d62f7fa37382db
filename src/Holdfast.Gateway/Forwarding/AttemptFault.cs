using Holdfast.Core.Pipeline;

namespace Holdfast.Gateway.Forwarding;

/// <summary>What an exception of the HTTP client says of an attempt.</summary>
internal static class AttemptFault
{
    public static FailureKind Of(Exception? fault) => fault is HttpRequestException request
        ? request.HttpRequestError switch
        {
            HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
                or HttpRequestError.VersionNegotiationError => FailureKind.Connect,
            HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError or HttpRequestError.ConfigurationLimitExceeded
                => FailureKind.Protocol,
            _ => FailureKind.Reset,
        }
        : FailureKind.Reset;

    /// <summary>The client was told to end, or did so by itself because no connection came about in time.</summary>
    public static FailureKind OfCancellation(Exception? fault) => IsConnectTimeout(fault) ? FailureKind.Connect : FailureKind.Deadline;

    /// <summary>A connect timeout comes as a cancellation of the handler's own, with a timeout inside it.</summary>
    private static bool IsConnectTimeout(Exception? fault) => fault is OperationCanceledException { InnerException: TimeoutException };
}
