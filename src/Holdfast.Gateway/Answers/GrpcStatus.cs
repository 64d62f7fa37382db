namespace Holdfast.Gateway.Answers;

/// <summary>The gRPC side of answers: the status of theirs that we read, and of ours that we give.</summary>
internal static class GrpcStatus
{
    private const int Unknown = 2;
    private const int DeadlineExceeded = 4;
    private const int ResourceExhausted = 8;
    private const int Unimplemented = 12;
    private const int Internal = 13;
    private const int Unavailable = 14;
    private const int DataLoss = 15;
    private const string Name = "grpc-status";

    /// <summary>From the trailers, or from the head of an answer that is all trailers.</summary>
    public static int? Of(HttpResponseMessage answer) =>
        (answer.TrailingHeaders.NonValidated.TryGetValues(Name, out var values) || answer.Headers.NonValidated.TryGetValues(Name, out values))
        && int.TryParse(values.ToString(), out var status) ? status : null;

    /// <summary>Statuses that say the backend failed, as 5xx does. A deadline exceeded is not one: it was the caller's to set.</summary>
    public static bool IsFailure(int status) => status is Unknown or Internal or Unavailable or DataLoss;

    /// <summary>For an answer of ours, by the HTTP status it would have had.</summary>
    public static int For(int httpStatus) => httpStatus switch
    {
        400 => Internal,
        404 or 501 => Unimplemented,
        413 or 429 => ResourceExhausted,
        504 => DeadlineExceeded,
        _ => Unavailable,
    };
}
