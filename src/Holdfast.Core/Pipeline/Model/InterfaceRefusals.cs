using Holdfast.Core.Plan;

namespace Holdfast.Core.Pipeline.Model;

/// <summary>The answers an interface gives when its backend gives none.</summary>
public sealed class InterfaceRefusals(InterfacePlan plan, ServicePlan service)
{
    private readonly string _service = $"services.{service.Name}";
    private readonly string _interface = $"interfaces.{plan.Name}";

    public static Refusal NoRoute { get; } = new(CallErrors.NoRoute, "no-route", Position.Match, "interfaces");

    /// <summary>Path of the rule by which attempts are repeated.</summary>
    public string RetryRule => field ??= $"{_interface}.retry";

    public Refusal NoHealthyNode => field ??=
        new(CallErrors.NoHealthyNode, "no-healthy-node", Position.Balance, $"{_service}.versions.{service.Live}");

    public Refusal ConnectFailed => field ??= new(CallErrors.ConnectFailed, "connect-failed", Position.Attempt, _service);

    public Refusal Reset => field ??= new(CallErrors.Reset, "reset", Position.Attempt, _service);

    public Refusal ServiceFailed => field ??= new(CallErrors.ServiceFailed, "service-failed", Position.Attempt, _service);

    public Refusal AttemptTimedOut => field ??= new(CallErrors.AttemptTimeout, "attempt-timeout", Position.Retry, $"{_interface}.retry.per-try");

    public Refusal DeadlinePassed => field ??= new(CallErrors.Deadline, "deadline", Position.Deadline, $"{_interface}.timeout");

    public Refusal TooLarge => field ??= new(CallErrors.TooLarge, "too-large", Position.Match, $"{_interface}.max-body");

    public Refusal Malformed => field ??= new(CallErrors.Malformed, "malformed-answer", Position.Attempt, _service);

    /// <summary>What stands for an attempt that failed in this way before an answer began.</summary>
    public Refusal For(FailureKind failure) => failure switch
    {
        FailureKind.Connect => ConnectFailed,
        FailureKind.AttemptTimeout => AttemptTimedOut,
        FailureKind.Deadline => DeadlinePassed,
        FailureKind.Protocol => Malformed,
        FailureKind.Status => ServiceFailed,
        _ => Reset,
    };
}
