using Holdfast.Core.Errors;

namespace Holdfast.Core.Telemetry.Why;

/// <summary>What can be wrong with a question for why.</summary>
public static class WhyErrors
{
    public static readonly KnownError NotKept = new("HF5140", "No such call is kept.",
        "Refused and failed calls are kept first, in a bounded number for each interface; of those that were answered at once only a few are. A call may also have gone to another process, or its interface is not in the plan any more.",
        "'holdfast why --list' shows what is kept; 'holdfast why --last INTERFACE' the newest that was refused or failed. The access log has a line for every call.") { Status = 404 };

    public static readonly KnownError BadQuestion = new("HF5141", "The question is not understood.",
        "An answer to another question than was meant misleads whoever looks for a cause.",
        "A trace id has 32 hexadecimal digits, as 'traceId' of the answer shows it; 'last' is a number from 1 to 100.") { Status = 400 };

    public static readonly KnownError NoInterface = new("HF5142", "The live plan has no interface of this name.",
        "What is kept of an interface goes with it.",
        "'holdfast status' lists the interfaces; '-' stands for requests that matched none.") { Status = 404 };

    public static IReadOnlyList<KnownError> All { get; } = [NotKept, BadQuestion, NoInterface];
}
