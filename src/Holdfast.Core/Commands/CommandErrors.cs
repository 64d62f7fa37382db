using Holdfast.Core.Errors;

namespace Holdfast.Core.Commands;

/// <summary>What can be wrong with any command. Those of one principle are declared with it.</summary>
public static class CommandErrors
{
    public static readonly KnownError Unknown = new("HF5001", "There is no such command.",
        "What was meant can only be guessed, and a wrong guess changes a running system.",
        "'GET /api/principles/{id}/commands' on the admin listener lists the commands of a principle.") { Status = 404 };

    public static readonly KnownError Arguments = new("HF5002", "The command's arguments are not understood.",
        "An argument that is missing, misspelt or out of bounds would do something other than was meant.",
        "The message names the argument; 'GET /api/principles/{id}/commands' says what each may be.") { Status = 400 };

    public static readonly KnownError NoPlan = new("HF5003", "No plan is live yet.",
        "There is nothing that a command could change.",
        "Wait until '/healthz/startup' answers 200.") { Status = 503 };

    public static IReadOnlyList<KnownError> All { get; } = [Unknown, Arguments, NoPlan];
}
