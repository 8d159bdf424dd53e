using MultiTenantSaas.Services;
using MultiTenantSaas.Show;

namespace MultiTenantSaas.Steps;

internal static class OrganizationSteps
{
    public static async Task<Organization> RunAsync(Walkthrough show, OrganizationService organizations)
    {
        show.Chapter("Organizations", "The root of a partition. Ids, times and the user who did it are generated, the tenant comes from the scope.");

        var acme = await show.StepAsync(
            "Create an organization: it must not exist yet",
            () => organizations.CreateOrganizationAsync("Acme Corp", Plan.Pro),
            o => [$"PutItem MultiTenantApp  pk = TENANT#acme#ORG#{o.Id}  sk = #METADATA  if not exists"],
            o => o is { Id.Length: 36, TenantId: "acme", Name: "Acme Corp", Plan: Plan.Pro, MaxUsers: 50, MemberCount: 0, CreatedBy: "u-ada", UpdatedAt: null }
                && o.CreatedAt > DateTimeOffset.UtcNow.AddMinutes(-5),
            Views.Organization);

        await show.StepAsync(
            "Get it by its key: one GetItem",
            () => organizations.GetOrganizationAsync(acme.Id),
            _ => [$"GetItem MultiTenantApp  pk = TENANT#acme#ORG#{acme.Id}  sk = #METADATA"],
            o => o is { TenantId: "acme", Name: "Acme Corp", Plan: Plan.Pro, MaxUsers: 50, CreatedBy: "u-ada" } && o.Id == acme.Id && o.CreatedAt == acme.CreatedAt,
            Views.Organization);

        await show.StepAsync(
            "Get one that is not there",
            () => organizations.GetOrganizationAsync("nobody"),
            _ => ["GetItem MultiTenantApp  pk = TENANT#acme#ORG#nobody  sk = #METADATA"],
            o => o is null,
            Views.Organization);

        await show.StepAsync(
            "With its teams, of which there are none yet: one Query, an empty list",
            () => organizations.GetOrganizationWithTeamsAsync(acme.Id),
            _ => [$"Query MultiTenantApp  pk = TENANT#acme#ORG#{acme.Id}  asc"],
            o => o is { Name: "Acme Corp", Teams: [] },
            Views.Tree);

        return acme;
    }

    public static async Task RunUpdateAsync(Walkthrough show, OrganizationService organizations, AuditService audit, Organization acme)
    {
        show.Chapter("Changes", "An update changes an item that exists, under conditions, with its audit entry in the same transaction.");

        await show.StepAsync(
            "Rename the organization and change its plan, as long as nobody else did",
            () => organizations.UpdateOrganizationAsync(acme.Id, name: "Acme Inc", plan: Plan.Enterprise),
            [
                $"GetItem MultiTenantApp  pk = TENANT#acme#ORG#{acme.Id}  sk = #METADATA",
                $"TransactWriteItems MultiTenantApp  [Update Organization pk = TENANT#acme#ORG#{acme.Id} sk = #METADATA set Name, Plan, MaxUsers, UpdatedAt if exists and *MemberCount <= 500] "
                    + $"[Put AuditLog pk = TENANT#acme#AUDIT#Organization#{acme.Id} sk = LOG#* if not exists]",
            ]);

        await show.StepAsync(
            "The change is there, and the time of the update with it",
            () => organizations.GetOrganizationAsync(acme.Id),
            _ => [$"GetItem MultiTenantApp  pk = TENANT#acme#ORG#{acme.Id}  sk = #METADATA"],
            o => o is { Name: "Acme Inc", Plan: Plan.Enterprise, MaxUsers: 500, MemberCount: 3, UpdatedAt: not null } && o.CreatedAt == acme.CreatedAt,
            Views.Organization);

        await show.StepAsync(
            "And so is its audit entry, with the values before and after",
            () => audit.GetEntityAuditTrailAsync(nameof(Organization), acme.Id),
            _ => [$"Query MultiTenantApp  pk = TENANT#acme#AUDIT#Organization#{acme.Id}  sk begins_with LOG#  asc"],
            trail => trail is [{ Action: AuditAction.Update, UserId: "u-ada", Username: "Ada", RequestId: "req-1", Changes.Count: 2 } entry]
                && entry.Changes["Name"] == new Change("Acme Corp", "Acme Inc") && entry.Changes["Plan"] == new Change("Pro", "Enterprise"),
            Views.Trail);
    }
}
