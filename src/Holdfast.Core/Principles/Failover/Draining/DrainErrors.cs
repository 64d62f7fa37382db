using Holdfast.Core.Errors;

namespace Holdfast.Core.Principles.Failover.Draining;

internal static class DrainErrors
{
    public static readonly KnownError UnknownNode = new(
        "HF5101", "No such service, version or node",
        "Draining another node than was meant takes capacity away where it is needed.",
        "Write it as 'holdfast status' shows it; the message names what is nearest. A node of a version that is not live needs '--version'.") { Status = 404 };

    public static readonly KnownError LastNode = new(
        "HF5102", "No other node would take the calls",
        "Once it is drained every call of the service is refused: panic does not use what an operator withholds.",
        "Bring another node of the version back first, or say '--force' if the service shall be taken down.") { Status = 409 };
}
