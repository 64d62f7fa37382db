using System.Text;
using Holdfast.Core.Queue;

namespace Holdfast.Control.Tests.Queue;

/// <summary>Operations to be accepted, by what a test is about.</summary>
internal static class OperationDrafts
{
    public static readonly LaneBounds Wide = new(1_000_000, 1L << 40, TimeSpan.FromDays(30));
    public static readonly TimeSpan AgeMax = TimeSpan.FromHours(24);
    public static readonly TimeSpan Keep = TimeSpan.FromHours(1);

    public static OperationDraft Of(string lane = "coupons", string? key = null, string body = "{}", string? order = null) => new()
    {
        Id = OperationId.Make(TimeProvider.System),
        Lane = lane,
        Request = new OperationRequest("POST", "http", "/api/coupons?of=1", "192.0.2.1", [new("Content-Type", "application/json"), new("X-Two", "a"), new("X-Two", "b")]),
        Body = Encoding.UTF8.GetBytes(body),
        Key = key is null ? default : Encoding.UTF8.GetBytes(key),
        Fingerprint = Encoding.UTF8.GetBytes(body),
        Caller = "caller"u8.ToArray(),
        CallerBy = "header:Authorization",
        Order = order,
        AgeMax = AgeMax,
        Keep = Keep,
        Bounds = Wide,
    };

    public static OperationAnswer Answer(int status = 201) => new(status, [new("Content-Type", "text/plain"), new("X-Of", "the service")], "made"u8.ToArray());

    public static ClaimWish Wish(string lane = "coupons", int fresh = 100, int retried = 100, double leaseSeconds = 30) =>
        new(lane, fresh, retried, TimeSpan.FromSeconds(leaseSeconds));
}
