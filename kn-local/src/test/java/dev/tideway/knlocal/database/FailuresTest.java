package dev.tideway.knlocal.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FailuresTest {
    private static final Cluster CLUSTER = new Cluster(Path.of("/state/postgres/cluster"));

    @Test
    void the_gravest_line_is_told_without_its_time() {
        assertThat(
                        said(
                                """
                                2026-02-03 04:05:06.007 UTC [12]  LOG:  starting PostgreSQL 18.1
                                2026-02-03 04:05:06.009 UTC [12]  FATAL:  lock file is empty
                                2026-02-03 04:05:06.009 UTC [13]  PANIC:  could not locate a valid checkpoint record
                                """))
                .isEqualTo(
                        "PostgreSQL does not start on /state/postgres/cluster/data: could not locate a valid checkpoint record"
                                + " (more in /state/postgres/cluster/postgres.log; `kn-local reset` starts afresh, without the data)");
    }

    @Test
    void a_full_disk_is_called_that() {
        assertThat(
                        said(
                                "FATAL:  could not write lock file \"postmaster.pid\": No space left on device\n"))
                .isEqualTo(
                        "PostgreSQL does not start on /state/postgres/cluster/data: the disk is full (free some space)");
    }

    @Test
    void a_full_disk_at_the_first_start_is_called_that() {
        assertThat(
                        Failures.ofInitdb(
                                Path.of("/state"),
                                "initdb: error: could not create directory \"/state/data/base\": No space left on device\n"))
                .hasMessage(
                        "PostgreSQL's data cannot be made in /state: the disk is full (free some space)");
    }

    @Test
    void root_without_user_namespaces_is_told_to_be_somebody_else() {
        assertThat(said("unshare: unshare failed: Operation not permitted\n"))
                .isEqualTo(
                        "PostgreSQL does not run as root or as a user without a name, and this system gives it no user namespace"
                                + " (unshare: unshare failed: Operation not permitted): start kn-local as an ordinary user");
    }

    @Test
    void root_without_unshare_is_told_to_be_somebody_else() {
        assertThat(said("/bin/sh: 1: exec: unshare: not found\n"))
                .contains("start kn-local as an ordinary user");
    }

    @Test
    void many_lines_become_one() {
        assertThat(said("postgres: could not find it\nExpected it in \"/x\",\n  but no.\n"))
                .contains(": postgres: could not find it Expected it in \"/x\", but no. (more in ");
    }

    @Test
    void silence_is_told_too() {
        assertThat(said(" \n")).contains(": it said nothing (more in ");
    }

    private static String said(String output) {
        return String.valueOf(Failures.ofServer(CLUSTER, 5432, output).getMessage());
    }
}
