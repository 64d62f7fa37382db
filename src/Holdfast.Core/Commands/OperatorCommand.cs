using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Commands;

/// <summary>Something an operator can have done. The admin API, the command line and the console are made from this declaration.</summary>
/// <param name="Name">Lower case, words joined by hyphens.</param>
/// <param name="About">What it does: one or two sentences.</param>
/// <param name="Parameters">Single values, declared as the fields of a plan are: type, default, bounds and reason.</param>
public sealed record OperatorCommand(string Name, string About, IReadOnlyList<Field> Parameters);
