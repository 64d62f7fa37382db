using Holdfast.Core.Errors;

namespace Holdfast.Core.Principles.Degradation.Switches;

internal static class SwitchErrors
{
    public static readonly KnownError Off = new(
        "HF4090", "An operator has switched this off for a while.",
        "Somebody gave up this interface so that others can be served.",
        "'holdfast switch list' says who did, why, and when it ends; 'holdfast switch clear' takes it back.") { Status = 503 };

    public static readonly KnownError NotKept = new(
        "HF4091", "Only answers at hand are given for a while, and this one is not.",
        "An operator has the service spared: it is asked for nothing.",
        "'holdfast switch list' says who did, why, and when it ends. 'holdfast switch set NAME --answer TEXT' gives the others something.") { Status = 503 };

    public static readonly KnownError NotInShare = new(
        "HF4092", "An operator lets a share of the callers in for a while, and this one is not among them.",
        "Some that are served are worth more than all that are served badly. Who is let in stays so until the share changes.",
        "'holdfast switch list' says who did, why, and when it ends.") { Status = 503 };

    public static readonly KnownError GivenUp = new(
        "HF4093", "A degradation plan has given this up for a while.",
        "What matters less makes room for what matters more.",
        "'holdfast degrade list' says which plan is entered, why, and when it ends; 'holdfast degrade leave NAME' takes it back.") { Status = 503 };

    public static readonly KnownError GivenUpNotKept = new(
        "HF4094", "By a degradation plan only answers at hand are given for a while, and this one is not.",
        "The service is spared for what matters more: it is asked for nothing.",
        "'holdfast degrade list' says which plan is entered, why, and when it ends. A fixed answer in the same level gives the others something.") { Status = 503 };

    public static readonly KnownError GivenUpNotInShare = new(
        "HF4095", "A degradation plan lets a share of the callers in for a while, and this one is not among them.",
        "Some that are served are worth more than all that are served badly. Who is let in stays so until the share changes.",
        "'holdfast degrade list' says which plan is entered, why, and when it ends.") { Status = 503 };

    public static readonly KnownError UnknownInterface = new(
        "HF5150", "There is no such interface",
        "A switch on another interface than was meant takes away what is needed.",
        "Write it as 'holdfast status' shows it; the message names what is nearest.") { Status = 404 };

    public static readonly KnownError KeepsNothing = new(
        "HF5151", "Stale answers of an interface that keeps none",
        "Every call would be refused.",
        "Add 'cache' to the interface in the plan; or use '--off', or '--answer TEXT'.") { Status = 409 };

    public static readonly KnownError TooMany = new(
        "HF5153", "As many switches as an interface may have",
        "Each call is held against all of them.",
        "Clear some: 'holdfast switch list' shows them. What concerns many callers is better said in the plan.") { Status = 409 };

    public static IReadOnlyList<KnownError> All { get; } = [Off, NotKept, NotInShare, GivenUp, GivenUpNotKept, GivenUpNotInShare, UnknownInterface, KeepsNothing, TooMany];
}
