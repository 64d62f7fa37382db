using Holdfast.Core.Plan;

namespace Holdfast.Control.Admin;

/// <summary>One error of a plan, as the API tells it.</summary>
public sealed record PlanErrorEntry(string Id, string File, int Line, int Column, string Path, string Message, string Advice)
{
    internal static PlanErrorEntry Of(PlanError error) => new(
        error.Id, error.Place.File, error.Place.Line, error.Place.Column, error.Path, error.Message, error.Advice);
}
