using Holdfast.Core.Plan;

namespace Holdfast.Core.Pipeline.Compiling;

/// <summary>The slice that chooses nodes.</summary>
public interface IPickerSlice
{
    NodePicker Compile(ServicePlan plan, CompileContext context);
}
