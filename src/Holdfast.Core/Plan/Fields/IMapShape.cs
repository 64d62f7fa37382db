namespace Holdfast.Core.Plan.Fields;

/// <summary>Marks a shape whose entries may be spread over the files of a plan.</summary>
internal interface IMapShape;
