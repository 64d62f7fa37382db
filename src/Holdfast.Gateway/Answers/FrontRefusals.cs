using Holdfast.Core.Pipeline;
using Holdfast.Gateway.Calls;
using Microsoft.AspNetCore.Http;

namespace Holdfast.Gateway.Answers;

/// <summary>Refusals of requests that no interface should see, or whose body was not acceptable.</summary>
internal static class FrontRefusals
{
    public static Refusal AmbiguousPath { get; } = new(CallErrors.AmbiguousPath, "ambiguous-path", Position.Match, "");

    public static Refusal BodyTimeout { get; } = new(CallErrors.BodyTimeout, "body-timeout", Position.Match, "server.min-body-rate");

    public static Refusal BadBody { get; } = new(CallErrors.BadBody, "bad-body", Position.Match, "");

    public static Refusal BadFraming { get; } = new(CallErrors.BadFraming, "bad-framing", Position.Match, "");

    public static Refusal BadHost { get; } = new(CallErrors.BadHost, "bad-host", Position.Match, "");

    public static Refusal NoTunnel { get; } = new(CallErrors.NoTunnel, "no-tunnel", Position.Match, "");

    /// <summary>What the caller of a call without an answer is told; null: nothing.</summary>
    public static Refusal? Of(GatewayCall call) => call.Rejection is { } rejection
        ? For(rejection, call.Interface!.Refusals.TooLarge)
        : call.Refusal;

    /// <summary>What stands for the server's objection to a body.</summary>
    public static Refusal For(BadHttpRequestException rejection, Refusal tooLarge) => rejection.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => tooLarge,
        StatusCodes.Status408RequestTimeout => BodyTimeout,
        _ => BadBody,
    };
}
