using Synter.Domain.DataGen;

namespace Synter.Web.Features.DataGen;

/// <summary>One record, and the ones before and after it among those that are looked through.</summary>
public sealed record RecordState(DatasetDetail Dataset, RecordDetail Record, int? Previous, int? Next)
{
    public RecordRow Row => Record.Row;
}
